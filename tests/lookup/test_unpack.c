#include "lookup/unpack.h"

#include "look.h"
#include "lookup/decode.h"

#define HEAD "From: MAILER-DAEMON@example.net\nSubject: failure notice\nMIME-Version: 1.0\n"

static const struct Case {
    const char *name, *mail, *expected; /* the texts, " | " between them, "status: " before a delivery status */
} CASES[] = {
    {"no mail at all", "550 5.1.1 no\nsuch user", "550 5.1.1 no\nsuch user"},
    {"nothing", "", ""},
    {"a body", HEAD "\nHello", "Hello"},
    {"an mbox line before", "From x@example.org Sun Nov 22 20:00:00 2026\n" HEAD "\nHello", "Hello"},
    {"line ends of the wire", "From: a@example.net\r\nTo: b@example.org\r\n\r\nHello\r\nyou\r\n", "Hello\nyou\n"},
    {"no blank line", HEAD "Hello, no blank line", "Hello, no blank line"},
    {"quoted by whoever passed it on", "> From: a@example.net\n> To: b@example.org\n>\n> Hello", "Hello"},
    {"quoted twice", ">> From: a@example.net\n>> To: b@example.org\n>>\n>> Hello", "Hello"},
    {"indented by whoever passed it on", "    From: a@example.net\n    To: b@example.org\n\n\t     Hello\n    you",
     "  Hello\nyou"},
    {"indented but for a line", "  a\nb\n  c", "a\nb\n  c"},
    {"a client's arrows are no quote", ">>> RCPT TO:<x@example.org>", ">>> RCPT TO:<x@example.org>"},
    {"quoted-printable",
     HEAD
     "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n55=\n0 5=2E1.1 caf=C3=A9 "
     "=zz=",
     "550 5.1.1 café =zz"},
    {"base64", HEAD "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nNTUwIDUu\nMS4x\n", "550 5.1.1"},
    {"broken base64", HEAD "Content-Transfer-Encoding: base64\n\nNT*UwI\nDU", "550 5"},
    {"latin1",
     HEAD "Content-Type: text/plain; charset=ISO-8859-1\nContent-Transfer-Encoding: quoted-printable\n\ncaf=E9",
     "café"},
    {"bare bytes in a charset", HEAD "Content-Type: text/plain; charset=iso-8859-1\n\ncaf\xe9", "café"},
    {"iso-2022-jp", HEAD "Content-Type: text/plain; charset=\"iso-2022-jp\"\n\n\033$B%(%i!<\033(B 550", "エラー 550"},
    {"shift_jis", HEAD "Content-Type: text/plain; charset=Shift_JIS\nContent-Transfer-Encoding: base64\n\ng0eDiYFb\n",
     "エラー"},
    {"an unknown charset", HEAD "Content-Type: text/plain; charset=unheard-of\n\ncaf\xe9", "café"},
    {"invalid UTF-8",
     "a\xff"
     "b",
     "a\xef\xbf\xbd"
     "b"},
    {"html",
     HEAD "Content-Type: text/html\n\n<style>p{}</style><p>550\n5.1.1 &lt;x@example.org&gt; <b>no</b><br>such &#117;ser"
          "</p><!-- 421 --><y@example.org>",
     "\n550 5.1.1 <x@example.org> no\nsuch user\n<y@example.org>"},
    {"html that ends in the middle", HEAD "Content-Type: text/html\n\na<script>b", "a"},
    {"a report",
     HEAD "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\nold\n--b\nContent-Type: "
          "text/plain\n\nHello\n--b\nContent-Type: message/delivery-status\n\nStatus: 5.1.1\n--b\nContent-Type: "
          "message/rfc822\n\nSubject: 550\n\nReturned\n--b--\nafter",
     "Hello\n | status: Status: 5.1.1\n"},
    {"parts within parts",
     HEAD
     "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/alternative; boundary=ab\n\n--ab\n\n"
     "one\n--ab\nContent-Type: text/html\n\ntwo\n--ab--\n--a\n\nthree\n--a--\n",
     "one\n | two | three\n"},
    {"a boundary that is not named",
     HEAD "Content-Type: multipart/mixed\n\n--b\nContent-Type: text/plain\n\none\n--b--\n", "one\n"},
    {"a boundary that is not the one",
     HEAD "Content-Type: multipart/mixed; boundary=c\n\n--b\nContent-Type: text/plain\n\n"
          "one\n--b--\n",
     "one\n"},
    {"a folded header", HEAD "Content-Type: multipart/mixed;\n\tboundary=\"b\"\n\n--b\n\none\n", "one\n"},
    {"a folded header that is not folded",
     HEAD "Content-Type: multipart/mixed;\nboundary=\"b\"\n\n--b\nContent-Type: "
          "text/plain\n\none\n",
     "one\n"},
    {"parts without their mail", "--b\nContent-Type: text/plain\n\none\n--b--\n", "one\n"},
    {"no parts at all", HEAD "Content-Type: multipart/mixed; boundary=b\n\nHello", "Hello"},
    {"a complaint",
     HEAD "Content-Type: multipart/report; report-type=feedback-report; boundary=b\n\n--b\n\n550 5.1.1\n", ""},
    {"an attachment",
     HEAD "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/png\n\n550 5.1.1\n--b\n\n"
          "one\n",
     "one\n"},
    {"a report that is forwarded",
     "From: a@example.net\nTo: b@example.org\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: "
     "message/rfc822\n\n" HEAD
     "Content-Type: multipart/report; report-type=delivery-status; boundary=c\n\n--c\n\nHello\n--c--\n--b--\n",
     "Hello\n"},
    {"a status in base64",
     HEAD "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n"
          "Content-Transfer-Encoding: base64\n\nU3RhdHVzOiA1LjEuMQ==\n--b--\n",
     "status: Status: 5.1.1"},
};

static void test_case(void **state)
{
    const struct Case *row = *state;
    g_autoptr(Unpacked) unpacked = unpack(row->mail, strlen(row->mail));
    g_autoptr(GString) out = g_string_new(NULL);
    for (guint i = 0; i < unpacked->parts->len; i++) {
        const MailPart *part = unpacked->parts->pdata[i];
        g_string_append_printf(out, "%s%s%s", i ? " | " : "", part->status ? "status: " : "", part->text);
    }
    assert_string_equal(out->str, row->expected);
}

static void test_nul(void **state)
{
    (void)state;
    static const char MAIL[] = "550\0005.1.1\0no";
    g_autoptr(Unpacked) unpacked = unpack(MAIL, sizeof MAIL - 1);
    assert_string_equal(((const MailPart *)unpacked->parts->pdata[0])->text, "550 5.1.1 no");
}

static void test_failed(void **state)
{
    (void)state;
    static const char MAIL[] = HEAD "X-Failed-Recipients: x@example.org\n\nHello";
    g_autoptr(Unpacked) unpacked = unpack(MAIL, sizeof MAIL - 1);
    assert_string_equal(unpacked->failed, "x@example.org");
    assert_true(unpacked->vouched);
    assert_false(unpacked->report);
}

/* Parts that hold parts, more than are read: the rest is left out and nothing overflows. */
static void test_deep(void **state)
{
    (void)state;
    g_autoptr(GString) mail = g_string_new(HEAD);
    for (int i = 0; i < 2000; i++)
        g_string_append_printf(mail, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
    g_string_append(mail, "\n550 5.1.1\n");
    g_autoptr(Unpacked) unpacked = unpack(mail->str, mail->len);
    assert_int_equal(unpacked->parts->len, 0);
}

static void test_many(void **state)
{
    (void)state;
    g_autoptr(GString) mail = g_string_new(HEAD "Content-Type: multipart/mixed; boundary=b\n\n");
    for (int i = 0; i < 2 * UNPACK_PARTS; i++)
        g_string_append(mail, "--b\n\nx\n");
    g_autoptr(Unpacked) unpacked = unpack(mail->str, mail->len);
    assert_int_equal(unpacked->parts->len, UNPACK_PARTS);
}

static void test_free_null(void **state)
{
    (void)state;
    unpack_free(NULL);
    lookup_result_free(NULL);
}

int main(void)
{
    struct CMUnitTest tests[G_N_ELEMENTS(CASES) + 5] = {
        cmocka_unit_test(test_nul),  cmocka_unit_test(test_failed),    cmocka_unit_test(test_deep),
        cmocka_unit_test(test_many), cmocka_unit_test(test_free_null),
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++)
        tests[5 + i] =
            (struct CMUnitTest){.name = CASES[i].name, .test_func = test_case, .initial_state = (void *)&CASES[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
