drop schema bench cascade
