/* A mail client as Windows knows one: it notes every message that it is handed in C:\live\calls.txt, texts as hexadecimal
   bytes, and answers with the number in C:\live\answer.txt. Built with -DOLD it knows no Unicode. */
#include <windows.h>

#include <mapi.h>
#include <stdio.h>
#include <string.h>

static void note_bytes(FILE *out, const char *name, const unsigned char *bytes, size_t count) {
  fprintf(out, "%s ", name);
  for (size_t i = 0; i < count; i++) fprintf(out, "%02x", bytes[i]);
  fputc('\n', out);
}

static void note(FILE *out, const char *name, const void *text, int wide) {
  if (text != NULL) note_bytes(out, name, text, wide ? 2 * wcslen(text) : strlen(text));
}

static ULONG record(const char *function, const MapiMessage *message, FLAGS flags, int wide) {
  ULONG answer = MAPI_E_FAILURE;
  FILE *out = fopen("C:\\live\\calls.txt", "ab"), *in;
  if (out == NULL) return answer;
  fprintf(out, "call %s\nflags %lu\n", function, (unsigned long)flags);
  note(out, "subject", message->lpszSubject, wide);
  note(out, "text", message->lpszNoteText, wide);
  for (ULONG i = 0; i < message->nRecipCount; i++) {
    fprintf(out, "class %lu\n", (unsigned long)message->lpRecips[i].ulRecipClass);
    note(out, "name", message->lpRecips[i].lpszName, wide);
    note(out, "address", message->lpRecips[i].lpszAddress, wide);
  }
  for (ULONG i = 0; i < message->nFileCount; i++) {
    note(out, "path", message->lpFiles[i].lpszPathName, wide);
    note(out, "file", message->lpFiles[i].lpszFileName, wide);
  }
  fclose(out);
  in = fopen("C:\\live\\answer.txt", "r");
  if (in != NULL) {
    unsigned long number;
    if (fscanf(in, "%lu", &number) == 1) answer = number;
    fclose(in);
  }
  return answer;
}

__declspec(dllexport) ULONG WINAPI MAPISendMail(LHANDLE session, ULONG_PTR window, lpMapiMessage message, FLAGS flags, ULONG reserved) {
  (void)session, (void)window, (void)reserved;
  return record("MAPISendMail", message, flags, 0);
}

#ifndef OLD
/* The wide structures have the same layout. */
__declspec(dllexport) ULONG WINAPI MAPISendMailW(LHANDLE session, ULONG_PTR window, lpMapiMessage message, FLAGS flags, ULONG reserved) {
  (void)session, (void)window, (void)reserved;
  return record("MAPISendMailW", message, flags, 1);
}
#endif

__declspec(dllexport) ULONG WINAPI MAPILogon(ULONG_PTR window, LPSTR profile, LPSTR password, FLAGS flags, ULONG reserved, LPLHANDLE session) {
  (void)window, (void)profile, (void)password, (void)flags, (void)reserved;
  *session = 1;
  return SUCCESS_SUCCESS;
}

__declspec(dllexport) ULONG WINAPI MAPILogoff(LHANDLE session, ULONG_PTR window, FLAGS flags, ULONG reserved) {
  (void)session, (void)window, (void)flags, (void)reserved;
  return SUCCESS_SUCCESS;
}
