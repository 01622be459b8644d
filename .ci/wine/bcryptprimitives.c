/* The one function of bcryptprimitives.dll that a Go program asks for at its start and that Wine before 9 lacks.
   RtlGenRandom (exported by advapi32 as SystemFunction036) takes at most 4 GiB at a time. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length) {
  while (length > 0) {
    ULONG part = length > 0x40000000 ? 0x40000000 : (ULONG)length;
    if (!SystemFunction036(buffer, part)) return FALSE;
    buffer += part;
    length -= part;
  }
  return TRUE;
}
