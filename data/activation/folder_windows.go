package activation

import (
	"errors"
	"os"
	"path/filepath"
	"unsafe"

	"golang.org/x/sys/windows"
)

// Folder is where an administrator puts public keys for all users of this machine.
func Folder() string {
	dir, err := windows.KnownFolderPath(windows.FOLDERID_ProgramData, 0)
	if err != nil {
		dir = os.Getenv("ProgramData")
	}
	return filepath.Join(dir, "Terminwerk")
}

// trusted are the accounts that are administrators anyway: the group, the system, and the installer of Windows; the last
// two stand for whoever owns the object, which is checked by itself.
var trusted = []string{
	"S-1-5-32-544", "S-1-5-18", "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464", "S-1-3-0", "S-1-3-4",
}

// changing are the rights by which a file or what is in a folder can become another: write, append, delete, and the
// change of rights or owner. Others may add files of their own to a folder; those have an owner of their own.
const changing = windows.FILE_WRITE_DATA | windows.DELETE | windows.WRITE_DAC | windows.WRITE_OWNER | windows.GENERIC_WRITE | windows.GENERIC_ALL

// onlyAdministrators refuses what no administrator owns or somebody else may change.
func onlyAdministrators(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	sd, err := windows.GetNamedSecurityInfo(path, windows.SE_FILE_OBJECT, windows.OWNER_SECURITY_INFORMATION|windows.DACL_SECURITY_INFORMATION)
	if err != nil {
		return err
	}
	owner, _, err := sd.Owner()
	if err != nil || !administrator(owner) {
		return errors.Join(errors.New("owner is no administrator"), err)
	}
	acl, _, err := sd.DACL()
	if err != nil || acl == nil {
		return errors.Join(errors.New("everybody may write"), err)
	}
	var rights windows.ACCESS_MASK = changing
	if info.IsDir() {
		rights &^= windows.FILE_WRITE_DATA
	}
	for i := range uint32(acl.AceCount) {
		var ace *windows.ACCESS_ALLOWED_ACE
		if err := windows.GetAce(acl, i, &ace); err != nil {
			return err
		}
		inherited := ace.Header.AceFlags&windows.INHERIT_ONLY_ACE != 0
		if ace.Header.AceType != windows.ACCESS_ALLOWED_ACE_TYPE || inherited || ace.Mask&rights == 0 {
			continue
		}
		if !administrator((*windows.SID)(unsafe.Pointer(&ace.SidStart))) {
			return errors.New("writable for others than administrators")
		}
	}
	return nil
}

func administrator(sid *windows.SID) bool {
	text := sid.String()
	for _, t := range trusted {
		if text == t {
			return true
		}
	}
	return false
}
