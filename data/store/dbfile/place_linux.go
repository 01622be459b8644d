package dbfile

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// networkTypes are the file system numbers of statfs(2).
var networkTypes = []uint32{
	0x6969,     // NFS
	0xFF534D42, // CIFS
	0xFE534D42, // SMB2
	0x517B,     // SMB
	0x01021997, // 9P
	0x5346414F, // AFS
	0x73757245, // Coda
	0x00C36400, // Ceph
	0x0BD00BD0, // Lustre
	0x01161970, // GFS2
}

const fuseType = 0x65735546

// networkFuse are the FUSE file systems, as in /proc/self/mountinfo, whose files live elsewhere.
var networkFuse = []string{
	"sshfs", "rclone", "s3fs", "gcsfuse", "gvfsd-fuse", "google-drive-ocamlfuse", "onedriver", "davfs", "davfs2",
	"glusterfs", "curlftpfs", "goofys", "ceph-fuse", "smbnetfs",
}

func networked(dir string) bool {
	var fs unix.Statfs_t
	if err := unix.Statfs(dir, &fs); err != nil {
		return false
	}
	kind := uint32(fs.Type)
	return slices.Contains(networkTypes, kind) || kind == fuseType && slices.Contains(networkFuse, fuseName(dir))
}

// fuseName is the subtype of the FUSE mount that holds dir.
func fuseName(dir string) string {
	table, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return ""
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	best, name := "", ""
	for line := range strings.Lines(string(table)) {
		mount, kind, ok := mountLine(line)
		if ok && len(mount) >= len(best) && under(dir, mount) {
			best, name = mount, strings.TrimPrefix(kind, "fuse.")
		}
	}
	return name
}

func mountLine(line string) (mount, kind string, ok bool) {
	left, right, ok := strings.Cut(line, " - ")
	l, r := strings.Fields(left), strings.Fields(right)
	if !ok || len(l) < 5 || len(r) < 1 {
		return "", "", false
	}
	return strings.ReplaceAll(l[4], `\040`, " "), r[0], true
}

func platformSynced(string) bool { return false }
