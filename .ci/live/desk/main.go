// Command desk does on Windows what .ci/live asks for: hand a message to the mail client, or keep and read secrets.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/data/mapi"
	"terminwerk/data/secret"
)

const word = "Geheim-Wört€r Ł"

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	ctx := context.Background()
	// The two places of Windows, each by itself.
	places := []*secret.Store{secret.New(secret.Config{Keyring: true}), nil}
	if len(args) > 1 {
		places[1] = secret.New(secret.Config{Folder: args[len(args)-1]})
	}
	switch args[0] {
	case "send":
		raw, err := os.ReadFile(args[1])
		if err != nil {
			return err
		}
		var m core.Message
		if err := json.Unmarshal(raw, &m); err != nil {
			return err
		}
		return json.NewEncoder(os.Stdout).Encode(mapi.New(mapi.Config{Folder: args[2]}).Send(ctx, &m))
	case "keep":
		for _, s := range places {
			if err := s.SetSecret(ctx, message.SecretSMTP, word); err != nil {
				return err
			}
		}
	case "read":
		for _, s := range places {
			if got, err := s.Secret(ctx, message.SecretSMTP); err != nil || got != word {
				return fmt.Errorf("read %q: %w", got, err)
			}
		}
	}
	fmt.Println(places[0].Place(ctx), places[1].Place(ctx))
	return nil
}
