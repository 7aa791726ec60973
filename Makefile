# SPDX-License-Identifier: Apache-2.0
# Everything one does here; `make help` lists it. docs/running.md tells more.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

ROLE ?= developer
EXPIRES ?= 8h
STATE_DIR ?= .stack
STACK = java -jar local-stack/target/local-stack.jar --state-dir $(STATE_DIR)
MAVEN = ./mvnw -B

SOURCES := $(shell find pom.xml contracts nats sql */pom.xml */src/main */src/test -type f 2>/dev/null)

.PHONY: help
help: ## This list
	@echo "usage: make <target>"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: up
up: parts target/built ## Install what is missing, build, start everything (FREE_PORTS=1: not the fixed ports)
	@$(STACK) up $(if $(FREE_PORTS),--free-ports)

.PHONY: down
down: launcher ## Stop everything; data stays
	@$(STACK) down

.PHONY: status
status: launcher ## What runs where
	@$(STACK) status

.PHONY: token
token: launcher ## A bearer token: make -s token ROLE=auditor USER_NAME=kim EXPIRES=30m
	@$(STACK) token --role $(ROLE) --expires $(EXPIRES) $(if $(USER_NAME),--user $(USER_NAME))

.PHONY: logs
logs: ## Follow the logs; of one part: PART=oms
	@tail -n 40 -F $(STATE_DIR)/logs/$(or $(PART),*).log

.PHONY: demo
demo: launcher ## Load a sample ontology, change it on a branch, merge, print the audit trail
	@$(STACK) demo

.PHONY: verify
verify: launcher ## Check that the running stack's audit record is complete and true
	@set -a; . $(STATE_DIR)/ports.env; set +a; \
	java -jar route-tests/target/route-tests.jar

.PHONY: test
test: parts ## Every test, on parts of its own and free ports
	$(MAVEN) verify

.PHONY: bench
bench: parts target/built ## Measure, each figure beside its yardstick
	@java -cp 'bench/target/bench.jar:bench/target/lib/*' org.oms.bench.Bench

.PHONY: build
build: target/built ## Build everything without tests

.PHONY: format
format: ## Format the sources
	$(MAVEN) -q spotless:apply

.PHONY: clean
clean: ## Stop everything and remove builds and the stack's data
	@if [ -f local-stack/target/local-stack.jar ]; then $(STACK) down; fi
	@rm -rf $(STATE_DIR) target
	@$(MAVEN) -q clean

.PHONY: parts
parts:
	@local-stack/install-parts.sh

# The stamp is newer than every source, so `make up` builds only after a change.
target/built: $(SOURCES)
	@echo "building"
	@$(MAVEN) -q -DskipTests package
	@mkdir -p target && touch $@

.PHONY: launcher
launcher:
	@[ -f local-stack/target/local-stack.jar ] || { echo "Nothing is built yet: run make up." >&2; exit 1; }
