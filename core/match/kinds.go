package match

// The kinds of keys under which whole stocks are compared, the first letter of a key.
const (
	KeyPhone    byte = keyPhone
	KeyEmail    byte = keyEmail
	KeyNameZip  byte = keyNameZip
	KeyHouse    byte = keyHouse
	KeyNameTown byte = keyNameTown
	KeyBirthday byte = keyBirthday
	KeyFirm     byte = keyFirm
)
