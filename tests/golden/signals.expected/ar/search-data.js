globalThis.searchData = {};
