#include "store/journal_mode.h"

#include <sys/vfs.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace llamero {
namespace {

// The magic numbers of statfs(2); linux/magic.h does not have them all.
constexpr std::array<std::uint32_t, 14> kNoSharedMemory = {
    0x6969,      // NFS
    0x517B,      // SMB
    0xFE534D42,  // SMB2
    0xFF534D42,  // CIFS
    0x564C,      // NCP
    0x5346414F,  // OpenAFS
    0x6B414653,  // AFS of the kernel
    0x73757245,  // Coda
    0x00C36400,  // Ceph
    0x0BD00BD0,  // Lustre
    0x01161970,  // GFS2
    0x7461636F,  // OCFS2
    0x01021997,  // 9p: a folder of the host in a virtual machine
    0x65735546,  // FUSE: sshfs and many others
};

}  // namespace

bool wal_can_work(const std::string& folder) {
  struct statfs info {};
  if (statfs(folder.c_str(), &info) != 0) return true;
  const auto type = static_cast<std::uint32_t>(info.f_type);
  return std::find(kNoSharedMemory.begin(), kNoSharedMemory.end(), type) == kNoSharedMemory.end();
}

}  // namespace llamero
