/* The program that Windows opens drafts and mail addresses with: it copies a file to C:\live\draft.eml and writes an address
   to C:\live\address.txt. */
#include <stdio.h>
#include <wchar.h>
#include <windows.h>

int wmain(int count, wchar_t **args) {
  if (count < 2) return 1;
  if (wcsncmp(args[1], L"mailto:", 7) != 0) return !CopyFileW(args[1], L"C:\\live\\draft.eml", FALSE);
  FILE *out = fopen("C:\\live\\address.part", "wb");
  if (out == NULL) return 1;
  fprintf(out, "%ls", args[1]);
  fclose(out);
  return !MoveFileExW(L"C:\\live\\address.part", L"C:\\live\\address.txt", MOVEFILE_REPLACE_EXISTING);
}
