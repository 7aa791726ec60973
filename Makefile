# SPDX-License-Identifier: Apache-2.0
# Everything one does here; `make help` lists it. docs/running.md tells more.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

ROLE ?= developer
EXPIRES ?= 8h
STATE_DIR ?= .stack
LAUNCHER = java -jar local-stack/target/local-stack.jar --state-dir $(STATE_DIR)
MAVEN = ./mvnw -B
FUZZ = target/fuzz
REQUESTS ?= 5000

# The integration commands run in containers where Docker is there; STACK=compose or STACK=local forces it.
# Exported after their defaults: make takes an exported name for defined.
export STACK STATE_DIR FREE_PORTS

SOURCES := $(shell find pom.xml contracts nats sql */pom.xml */src/main */src/test -type f 2>/dev/null)

.PHONY: help
help: ## This list
	@echo "usage: make <target>"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: up
up: stack-parts target/built ## Install what is missing, build, start everything (FREE_PORTS=1: not the fixed ports)
	@$(LAUNCHER) up $(if $(FREE_PORTS),--free-ports)

.PHONY: down
down: launcher ## Stop everything; data stays
	@$(LAUNCHER) down

.PHONY: status
status: launcher ## What runs where
	@$(LAUNCHER) status

.PHONY: token
token: launcher ## A bearer token: make -s token ROLE=auditor USER_NAME=kim EXPIRES=30m
	@$(LAUNCHER) token --role $(ROLE) --expires $(EXPIRES) $(if $(USER_NAME),--user $(USER_NAME))

.PHONY: logs
logs: ## Follow the logs; of one part: PART=oms
	@tail -n 40 -F $(STATE_DIR)/logs/$(or $(PART),*).log

.PHONY: demo
demo: launcher ## Load a sample ontology, change it on a branch, merge, print the audit trail
	@$(LAUNCHER) demo

.PHONY: dev-oms
dev-oms: ## Edit OMS routes live: quarkus:dev on the parts and a built Audit
	@$(call dev,oms,audit)

.PHONY: dev-audit
dev-audit: ## Edit Audit routes live: quarkus:dev on the parts and a built OMS
	@$(call dev,audit,oms)

# The stack without one service, which Maven runs in its place.
define dev
$(MAKE) --no-print-directory stack-parts target/built
$(LAUNCHER) up --parts-only $(if $(FREE_PORTS),--free-ports)
$(LAUNCHER) stop $(1)
$(LAUNCHER) start $(2)
set -a; . $(STATE_DIR)/ports.env; set +a; \
$(MAVEN) -q -pl $(1)-routes -am -Ddebug=false quarkus:dev
endef

.PHONY: hawtio
hawtio: launcher ## Hawtio, to watch, stop and start the routes of both services (docs/hawtio.md)
	@integration/stack.sh hawtio

.PHONY: prometheus
prometheus: launcher ## Prometheus on the running stack, with the alert rules
	@local-stack/install-parts.sh prometheus
	@$(LAUNCHER) start prometheus
	@. $(STATE_DIR)/ports.env; echo "$$PROMETHEUS_URL - Alerts has the rules, docs/operations.md what to do"

.PHONY: verify
verify: launcher ## Check that the running stack's audit record is complete and true
	@integration/stack.sh verify

.PHONY: verify-ledger
verify-ledger: launcher ## Check every stored event against the signed ledger; kept ones too: CHECKPOINT="a.txt b.txt"
	@integration/stack.sh verify-ledger $(CHECKPOINT)

.PHONY: verify-evidence
verify-evidence: launcher ## Check one exported proof without any service: FILE=evidence.json KEY=<verifier key>
	@java -cp route-tests/target/route-tests.jar org.oms.routetests.ledger.VerifyEvidence $(FILE) $(KEY)

.PHONY: test
test: parts ## Every test, on parts of its own and free ports
	$(MAVEN) verify

.PHONY: integration-up
integration-up: target/built ## Start everything, in containers where Docker is there (STACK=compose|local forces it)
	@integration/stack.sh up

.PHONY: integration-test
integration-test: integration-up ## The route tests against what integration-up started; some: TESTS='Killed*IT'
	@integration/route-tests.sh $(TESTS)

.PHONY: integration-down
integration-down: ## Stop it; data stays
	@integration/stack.sh down

.PHONY: integration-logs
integration-logs: ## Its logs; followed on a terminal
	@integration/stack.sh logs

.PHONY: integration-clean
integration-clean: ## Stop it and remove its data
	@integration/stack.sh clean

.PHONY: test-audit-flow
test-audit-flow: integration-up ## One change from the REST call to the auditor's search
	@integration/route-tests.sh CompleteAuditFlowIT

.PHONY: test-resilience
test-resilience: integration-up ## Every part killed, paused, wiped and cut off, at each step of a change
	@integration/route-tests.sh --faults

.PHONY: verify-services
verify-services: ## Whether each part and service is ready; exit code 1 unless all are
	@integration/stack.sh verify-services

.PHONY: db-shell
db-shell: ## psql on the database, as its superuser: echo 'select 1' | make -s db-shell
	@integration/stack.sh db-shell

.PHONY: redis-shell
redis-shell: ## redis-cli: echo ping | make -s redis-shell
	@integration/stack.sh redis-shell

.PHONY: shell-oms
shell-oms: ## A shell beside OMS: in its container, or with its environment
	@integration/stack.sh shell oms

.PHONY: shell-audit
shell-audit: ## A shell beside the audit service
	@integration/stack.sh shell audit

.PHONY: quick-test
quick-test: ## Start, one change end to end, counts, stop; logs in target/integration
	@./run_integration_test.sh CompleteAuditFlowIT

.PHONY: full-test
full-test: ## The same with all route tests
	@./run_integration_test.sh

.PHONY: chaos
chaos: stack-parts target/built ## Kill, pause, restart and wipe parts under many writers: make chaos SEED=7 EVENTS=50000
	$(MAVEN) -q -pl route-tests -am verify -Dquarkus.build.skip -Dspotless.check.skip \
	  -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=ChaosIT -Dfailsafe.failIfNoSpecifiedTests=false \
	  -Dchaos.seed=$(or $(SEED),1) -Dchaos.events=$(or $(EVENTS),20000)

.PHONY: fuzz
fuzz: launcher $(FUZZ)/installed ## Generated requests to the running stack: make fuzz SEED=1 REQUESTS=20000
	@. $(STATE_DIR)/ports.env; \
	seed=$(or $(SEED),$$(date +%s)); outcome=0; \
	token=$$($(LAUNCHER) token --role admin); \
	for service in oms audit; do \
	  base=$$([ $$service = oms ] && echo $$OMS_URL/api/v1 || echo $$AUDIT_URL/api/v1/audit); \
	  $(FUZZ)/bin/python route-tests/fuzz/fuzz.py $$service $(CURDIR)/contracts/$$service.openapi.yaml \
	    $$base $$token $$seed $(REQUESTS) || outcome=1; \
	done; exit $$outcome

# The generator, from PyPI, in an environment of its own.
$(FUZZ)/installed: route-tests/fuzz/requirements.txt
	@python3 -m venv $(FUZZ) && $(FUZZ)/bin/pip install --quiet --requirement $< && touch $@

.PHONY: bench
bench: stack-parts target/built ## Measure, beside yardsticks: ARGS=--quick, ARGS=--help, OUT=docs/benchmarks.md
	@java -cp 'bench/target/bench.jar:bench/target/lib/*' org.oms.bench.Bench $(ARGS) $(if $(OUT),--out $(OUT))

.PHONY: build
build: target/built ## Build everything without tests

.PHONY: format
format: ## Format the sources
	$(MAVEN) -q spotless:apply

.PHONY: clean
clean: ## Stop everything and remove builds and the stack's data
	@if [ -f local-stack/target/local-stack.jar ]; then $(LAUNCHER) down; fi
	@rm -rf $(STATE_DIR) target
	@$(MAVEN) -q clean

.PHONY: stack-parts
stack-parts:
	@local-stack/install-parts.sh

# The tests also ask Prometheus.
.PHONY: parts
parts:
	@local-stack/install-parts.sh prometheus promtool

# The stamp is newer than every source, so `make up` builds only after a change.
target/built: $(SOURCES)
	@echo "building"
	@$(MAVEN) -q -DskipTests package
	@mkdir -p target && touch $@

.PHONY: launcher
launcher:
	@[ -f local-stack/target/local-stack.jar ] || { echo "Nothing is built yet: run make up." >&2; exit 1; }
