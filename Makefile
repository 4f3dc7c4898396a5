# `make demo` and `make test` set up what they need, inside this folder, from Python 3.11+, git and make alone.

PYTHON ?= python3
BIN := .venv/bin
export UV_CONSTRAINT := $(CURDIR)/constraints.txt
export UV_PYTHON_PREFERENCE := only-system
# Behind a company's proxy, only the system knows the certificates; pip looks there by itself.
export UV_SYSTEM_CERTS := 1

# pyenv keeps its interpreters behind shims that answer only when they are named.
ifneq ($(shell command -v pyenv),)
export PYENV_VERSION := $(shell pyenv versions --bare | grep -E '^3\.1[1-3]\.[0-9]+$$' | paste -sd: -)
endif

.PHONY: demo test bench lock clean

demo: .venv/ready
	$(BIN)/parchemin demo

test: .venv/ready
	$(BIN)/tox run

# The peers that the programs of benchmarks/ measure beside us.
bench: .venv/ready
	$(BIN)/uv pip install --quiet --python $(BIN)/python --group bench

# The versions that CI uses, without the addresses they come from.
lock: .venv/ready
	$(BIN)/uv lock --upgrade
	$(BIN)/uv export -q --all-packages --all-extras --all-groups --no-emit-workspace --no-hashes \
		--no-annotate --no-header -o constraints.txt

clean:
	rm -rf .venv .tox uv.lock

.venv/ready: pyproject.toml constraints.txt core/pyproject.toml cli/pyproject.toml $(wildcard plugins/*/pyproject.toml)
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --group dev -e "core[cohortes,documents,pdf,registre]" -e cli \
		$(foreach plugin,$(wildcard plugins/*),-e $(plugin))
	touch $@
