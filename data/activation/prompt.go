package activation

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// Passphrase asks for a passphrase at the terminal without showing it; where there is none it reads a line of standard
// input.
func (Issuer) Passphrase(prompt string, out io.Writer) (string, error) {
	in := int(os.Stdin.Fd())
	if !term.IsTerminal(in) {
		line, err := bufio.NewReader(os.Stdin).ReadString('\n')
		if errors.Is(err, io.EOF) {
			err = nil
		}
		return strings.TrimRight(line, "\r\n"), err
	}
	fmt.Fprint(out, prompt+" ")
	text, err := term.ReadPassword(in)
	fmt.Fprintln(out)
	return string(text), err
}

// Machine is the fingerprint of this computer.
func (Issuer) Machine() (m [8]byte, err error) { return Trust{}.Machine() }
