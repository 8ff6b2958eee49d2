// Chuchu answers questions about government plans and shows where every
// sentence comes from. This package wires the parts together: it is the only
// one that knows them all.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	os.Exit(run(ctx, os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr))
}

// run is the program; it returns the exit status: 0, 1 when the work failed, 2
// when the command line was wrong. The end of ctx asks it to finish.
func run(ctx context.Context, args []string, getenv func(string) string, stdin io.Reader, stdout, stderr io.Writer) int {
	command, status, err := parse(args, getenv, stdout, stderr)
	if command == nil {
		if err != nil {
			fmt.Fprintln(stderr, "chuchu: "+misuse(err))
		}
		return status
	}
	command.BindTo(ctx, (*context.Context)(nil))
	if err := command.Run(terminal{stdin, stdout, stderr}); err != nil {
		fmt.Fprintln(stderr, "chuchu: "+explain(err))
		return 1
	}
	return 0
}

// A terminal is where a command reads and writes.
type terminal struct {
	in       io.Reader
	out, err io.Writer
}
