package theme

import (
	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

// The sizes beyond Fyne's own, in device-independent pixels.
const (
	SizeRow      fyne.ThemeSizeName = "terminwerk.row"      // height of a list row
	SizeHeader   fyne.ThemeSizeName = "terminwerk.header"   // height of a list header
	SizeControl  fyne.ThemeSizeName = "terminwerk.control"  // height of a button or field
	SizeSection  fyne.ThemeSizeName = "terminwerk.section"  // text of a section title
	SizeGapTight fyne.ThemeSizeName = "terminwerk.gapTight" // between things that belong together
	SizeGap      fyne.ThemeSizeName = "terminwerk.gap"      // between fields
	SizeGapWide  fyne.ThemeSizeName = "terminwerk.gapWide"  // around panels and between sections
	SizeRing     fyne.ThemeSizeName = "terminwerk.ring"     // thickness of the focus frame
	SizeForm     fyne.ThemeSizeName = "terminwerk.form"     // greatest width of a form
)

// The type scale at normal size, in device-independent pixels.
const (
	TextCaption = 11
	TextBody    = 13
	TextSection = 14
	TextTitle   = 17
)

// The spacing scale at normal size, in device-independent pixels.
const (
	GapFrame = 2 // room for the frame of what has the focus, where an edge would cut it
	GapTight = 4
	Gap      = 8
	GapWide  = 12
)

// RowHeight is the height of a list row at normal size, in device-independent pixels.
const RowHeight = 27

var sizes = map[fyne.ThemeSizeName]float32{
	base.SizeNameText:               TextBody,
	base.SizeNameCaptionText:        TextCaption,
	base.SizeNameSubHeadingText:     TextSection,
	base.SizeNameHeadingText:        TextTitle,
	base.SizeNamePadding:            3,
	base.SizeNameInnerPadding:       5,
	base.SizeNameLineSpacing:        3,
	base.SizeNameInlineIcon:         16,
	base.SizeNameScrollBar:          11,
	base.SizeNameScrollBarSmall:     5,
	base.SizeNameScrollBarRadius:    3,
	base.SizeNameSeparatorThickness: 1,
	base.SizeNameSplitThickness:     3,
	base.SizeNameInputBorder:        1,
	base.SizeNameInputRadius:        4,
	base.SizeNameSelectionRadius:    3,
	base.SizeNameButtonRadius:       4,
	base.SizeNamePopupRadius:        6,
	base.SizeNameMenuRadius:         6,

	SizeRow:      RowHeight,
	SizeHeader:   26,
	SizeControl:  27,
	SizeSection:  TextSection,
	SizeGapTight: GapTight,
	SizeGap:      Gap,
	SizeGapWide:  GapWide,
	SizeRing:     2,
	SizeForm:     960,
}
