# Everything a person or CI does with this repository; no target needs a setting.
export CGO_ENABLED = 0
GO = go
STATICCHECK = $(GO) run honnef.co/go/tools/cmd/staticcheck@v0.8.2
RELEASES = linux/amd64 linux/arm64 darwin/arm64 windows/amd64
VERSION = $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS = -s -w -X main.version=$(VERSION)

.PHONY: build test check release bench eval generate screenshots clean

build: ## the program, ./chuchu
	$(GO) build -trimpath -ldflags '$(LDFLAGS)' -o chuchu ./cmd/chuchu

test: check ## every check and every test, with the browser, the database and the endpoints they need
	@scripts/test

check: ## formatting, vet, staticcheck, go.mod
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); [ -z "$$unformatted" ] || { echo "gofmt these: $$unformatted"; exit 1; }
	$(GO) vet ./...
	$(STATICCHECK) ./...
	$(GO) mod tidy -diff

release: ## static programs for every platform, in dist/
	@mkdir -p dist
	@for p in $(RELEASES); do \
	  os=$${p%/*} arch=$${p#*/}; out=dist/chuchu-$$os-$$arch; [ $$os != windows ] || out=$$out.exe; \
	  GOOS=$$os GOARCH=$$arch $(GO) build -trimpath -ldflags '$(LDFLAGS)' -o $$out ./cmd/chuchu && ls -lh $$out || exit 1; \
	done

bench: ## the benchmarks, each against its baseline
	$(GO) test -run '^$$' -bench . -benchmem ./...

eval: ## the figures of docs/QUALITY.md
	$(GO) run ./cmd/chuchu eval --database "$$(mktemp -d)/eval.db" rag/eval/testdata/questions.jsonl

generate: ## the embedded files that are made from others
	$(GO) generate ./...

screenshots: ## the pictures of docs/screenshots, in a real Chromium
	$(GO) run ./scripts/screenshots docs/screenshots

clean:
	rm -rf dist chuchu .cache
