/* pages.h: fills the view of each kind of page. One file each: view_<kind>.c. */
#pragma once
#include "model/wire.h"
#include "render/frame.h"

/* Each fills its view, zeroed before, for PAGE. */
void view_code(const Page *page, CodeView *view);
void view_pair(const Page *page, PairView *view);
void view_index(const Page *page, IndexView *view);
void view_compare(const Page *page, CompareView *view);
void view_class(const Page *page, ClassPageView *view);
void view_lines(const Page *page, LinesView *view);
void view_sender(const Page *page, SenderView *view);
void view_search(const Page *page, ToolView *view);
void view_decode(const Page *page, ToolView *view);
void view_home(const Page *page, HomeView *view);
void view_chooser(const Page *page, PlainView *view);
void view_not_found(const Page *page, PlainView *view);

/* Shared by them. */

/* A link from PAGE to code number CODE; its reason is what the code indicates. */
LinkView link_code(const Page *page, guint protocol, guint code);

/* A link from PAGE to the pair of A and B, in any order; its title is "450 vs 550". */
LinkView link_pair(const Page *page, guint protocol, guint a, guint b);

/* Why OTHER is related to CODE, as a sentence; NULL when no record says so. */
const char *link_reason(const Page *page, guint protocol, guint code, guint other);

/* A link from PAGE to the page of CLASS. */
LinkView link_class(const Page *page, guint protocol, guint class);

/* Links from PAGE to the codes of CLASS, in order. */
TmplList links_of_class(const Page *page, guint protocol, guint class);

/* A ClassView for every class of PROTOCOL that has codes. */
TmplList classes_of(const Page *page, guint protocol);

/* LINE of number SENDER, of the page's protocol, with its meaning for PAGE. */
WireView link_line(const Page *page, guint sender, const WireLine *line);

/* The address from PAGE of the part ANCHOR of the page of number SENDER. */
const char *link_sender(const Page *page, guint sender, const char *anchor);

/* The name of a fact that every protocol has: SENTENCE_FACT_…. */
const char *fact_label(const Page *page, SentenceId id);
