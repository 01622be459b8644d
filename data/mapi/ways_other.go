//go:build !windows && !linux

package mapi

import (
	"context"

	"terminwerk/core/message"
)

// systemWays of macOS: the compose window by address where that holds everything, else a draft file.
func systemWays(*Sender) []way {
	address := func(ctx context.Context, l *letter) (message.Result, bool) {
		return l.address(func(uri string) error { return launch(ctx, "open", uri) })
	}
	return []way{
		func(ctx context.Context, l *letter) (message.Result, bool) {
			if len(l.files) > 0 {
				return message.Result{}, false
			}
			return address(ctx, l)
		},
		func(ctx context.Context, l *letter) (message.Result, bool) {
			return l.draft(func(path string) error { return launch(ctx, "open", path) })
		},
		address,
	}
}
