/* views.h: made-up pages for the tests of tmpl/. */
#pragma once
#include "tmpl/view.h"

typedef struct Cell {
    const char *text;
} Cell;

typedef struct Row {
    const char *name, *link, *title;
    gboolean odd;
    TmplList cells;
    TmplKept *kept;
} Row;

typedef struct Box {
    const char *title, *text;
    const Row *row;
} Box;

typedef struct Page {
    const char *title, *body, *data, *link, *empty, *null;
    gboolean yes, no;
    const Box *box, *no_box;
    TmplList rows, no_rows;
    TmplKept *kept;
} Page;

static const TmplField CELL_FIELDS[] = {{"CELL", TMPL_TEXT, FALSE, offsetof(Cell, text), NULL, "a cell"}, {0}};
static const TmplScope CELL = {"cell", CELL_FIELDS, sizeof(Cell)};

static const TmplField ROW_FIELDS[] = {
    {"NAME", TMPL_TEXT, FALSE, offsetof(Row, name), NULL, "the name"},
    {"ROW_LINK", TMPL_URL, FALSE, offsetof(Row, link), NULL, "where it leads"},
    {"TITLE", TMPL_TEXT, FALSE, offsetof(Row, title), NULL, "hides the page's"},
    {"ODD", TMPL_SHOW, FALSE, offsetof(Row, odd), NULL, "every other"},
    {"CELLS", TMPL_LIST, FALSE, offsetof(Row, cells), &CELL, "the cells"},
    {0},
};
static const TmplScope ROW = {"row", ROW_FIELDS, sizeof(Row), offsetof(Row, kept)};

static const TmplField BOX_FIELDS[] = {
    {"BOX_TITLE", TMPL_TEXT, FALSE, offsetof(Box, title), NULL, "its title"},
    {"TEXT", TMPL_TEXT, FALSE, offsetof(Box, text), NULL, "its text: a | b"},
    {"ROW", TMPL_ONE, FALSE, offsetof(Box, row), &ROW, ""},
    {0},
};
static const TmplScope BOX = {"box", BOX_FIELDS, sizeof(Box)};

static const TmplField PAGE_FIELDS[] = {
    {"TITLE", TMPL_TEXT, FALSE, offsetof(Page, title), NULL, "the title"},
    {"BODY", TMPL_HTML, FALSE, offsetof(Page, body), NULL, "the body"},
    {"DATA", TMPL_JSON, FALSE, offsetof(Page, data), NULL, "data for scripts"},
    {"LINK", TMPL_URL, TRUE, offsetof(Page, link), NULL, "a link"},
    {"EMPTY", TMPL_TEXT, FALSE, offsetof(Page, empty), NULL, "always empty"},
    {"NONE", TMPL_TEXT, FALSE, offsetof(Page, null), NULL, "never there"},
    {"YES", TMPL_SHOW, FALSE, offsetof(Page, yes), NULL, "true"},
    {"NO", TMPL_SHOW, FALSE, offsetof(Page, no), NULL, "false"},
    {"BOX", TMPL_ONE, FALSE, offsetof(Page, box), &BOX, "a box"},
    {"NO_BOX", TMPL_ONE, FALSE, offsetof(Page, no_box), &BOX, "no box"},
    {"ROWS", TMPL_LIST, TRUE, offsetof(Page, rows), &ROW, "three rows"},
    {"NO_ROWS", TMPL_LIST, FALSE, offsetof(Page, no_rows), &ROW, "no rows"},
    {0},
};
static const TmplScope PAGE = {"page", PAGE_FIELDS, sizeof(Page), offsetof(Page, kept)};
