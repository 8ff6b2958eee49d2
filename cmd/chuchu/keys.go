package main

import (
	"fmt"
	"io"
	"log/slog"

	"chuchu/server"
)

type keysCommand struct {
	Add keysAddCommand `cmd:"" help:"加一个密钥。"`
}

type keysAddCommand struct {
	Name  string `arg:"" help:"谁的密钥。"`
	Scope string `arg:"" enum:"ask,admin" help:"ask 只能查看和提问，admin 还能增删资料。"`
	Keys  string `environment:"" placeholder:"FILE" help:"密钥文件。"`
}

// Run adds a key to a keys file and prints it, this once.
func (c *keysAddCommand) Run(t terminal) error {
	if c.Keys == "" {
		return fmt.Errorf("请用 --keys 指明密钥文件")
	}
	key, err := server.AddKey(c.Keys, c.Name, c.Scope)
	if err != nil {
		return fmt.Errorf("密钥文件 %s：%s", c.Keys, explain(err))
	}
	return printKeys(t.out, c.Keys, key)
}

// openKeys opens a keys file, nil for none. One that is not there yet is made
// and its keys are printed.
func openKeys(path string, out io.Writer, log *slog.Logger) (*server.Keys, error) {
	if path == "" {
		return nil, nil
	}
	made, err := server.CreateKeys(path)
	if err == nil && len(made) > 0 {
		err = printKeys(out, path, made...)
	}
	if err != nil {
		return nil, fmt.Errorf("密钥文件 %s：%s", path, explain(err))
	}
	keys, err := server.OpenKeys(path, log)
	if err != nil {
		return nil, fmt.Errorf("密钥文件 %s：%s", path, explain(err))
	}
	return keys, nil
}

// printKeys prints new keys with the file that has them: this program does not
// show them again.
func printKeys(out io.Writer, path string, keys ...server.Key) error {
	if _, err := fmt.Fprintf(out, sayKeys, path); err != nil {
		return err
	}
	for _, k := range keys {
		if _, err := fmt.Fprintf(out, "  %-8s %-6s %s\n", k.Name, k.Scope, k.Secret); err != nil {
			return err
		}
	}
	return nil
}
