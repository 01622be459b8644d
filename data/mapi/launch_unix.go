//go:build !windows

package mapi

import (
	"context"
	"os/exec"
	"syscall"
	"time"
)

// patience is how long a starter may run before the mail program counts as open: some run as long as it does.
const patience = 10 * time.Second

// launch starts a program that opens another one. It is not ended with us, and its end is waited for only as long as
// patience.
func launch(ctx context.Context, program string, args ...string) error {
	cmd := exec.Command(program, args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case err := <-ended:
		return err
	case <-timer.C:
	case <-ctx.Done():
	}
	return nil
}
