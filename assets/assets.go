// Package assets holds the files built into the program: the texts of both languages, and beside them whatever else
// ships inside the binary. Only main.go reads it and hands the file systems down; tests may read it too.
package assets

import "embed"

// Texts holds the catalogue files i18n/<language>/<area>.json for ui/i18n.Load.
//
//go:embed i18n
var Texts embed.FS

// Help holds the pages help/<language>/<number>-<topic>.md of the manual for ui/help.Load.
//
//go:embed help
var Help embed.FS

// Icon is the program's icon as a PNG of 512 pixels.
//
//go:embed icon.png
var Icon []byte

// Messages holds the shipped texts of messages, messages/<language>.json, for core/message.ReadWordings.
//
//go:embed messages
var Messages embed.FS

// Activation holds the public keys that this build accepts, activation/*.pub, for data/activation.Trust.
//
//go:embed activation
var Activation embed.FS

// SMS holds the shipped profiles of SMS reminder services, sms/<name>.json, for data/smsreminder.ReadProfiles; their form is
// schema/sms.schema.json.
//
//go:embed sms
var SMS embed.FS

// MatchModel and MatchPairs are the model of the duplicate search for match.ReadModel; model/README.md says how they are made.
var (
	//go:embed model/model.json
	MatchModel []byte
	//go:embed model/pairs.json
	MatchPairs []byte
)
