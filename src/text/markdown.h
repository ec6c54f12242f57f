/* markdown.h: CommonMark trees of short texts, through libcmark.
 *
 * A build parses some thousands of passages and keeps none of the trees. cmark asks for memory some dozens of times for
 * each, which was half of its time, so a thread takes them all from one block and gives them back at once. */
#pragma once
#include <cmark.h>

/* The tree of MARKDOWN (UTF-8). It and its iterators, which need not be freed, are there until markdown_end(); a thread
 * has one tree at a time. */
cmark_node *markdown_begin(const char *markdown);
void markdown_end(void);
