// The types of schema.org that pages use, with the members that each must have, and how these look.
const DATE = /^\d{4}-\d\d-\d\d$/, URL_FORM = /^https?:\/\/\S+$/, LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, TEXT = /\S/;
const PAGE = { '@id': URL_FORM, url: URL_FORM, description: TEXT, inLanguage: LANGUAGE, dateModified: DATE };
const MEMBERS = {
  WebSite: { ...PAGE, name: TEXT }, WebPage: { ...PAGE, name: TEXT }, CollectionPage: { ...PAGE, name: TEXT },
  DefinedTermSet: { '@id': URL_FORM, name: TEXT },
  TechArticle: { ...PAGE, headline: TEXT, about: 'DefinedTerm' },
  DefinedTerm: { '@id': URL_FORM, termCode: TEXT, name: TEXT, description: TEXT, inDefinedTermSet: 'DefinedTermSet' },
  BreadcrumbList: { itemListElement: 'ListItem' },
  ListItem: { position: 'number', name: TEXT, item: URL_FORM },
};
const FURTHER = { TechArticle: { isBasedOn: URL_FORM }, DefinedTermSet: PAGE };

// The type that a page of each kind must say it is.
const KINDS = { chooser: 'WebSite', home: 'WebSite', index: 'DefinedTermSet', compare: 'CollectionPage', class: 'CollectionPage',
  lines: 'CollectionPage', sender: 'CollectionPage', search: 'WebPage', decode: 'WebPage', code: 'TechArticle', pair: 'TechArticle' };

function valueFault(value, form) {
  if (form === 'number') return Number.isInteger(value) && value > 0 ? null : `${JSON.stringify(value)}, no number`;
  if (form instanceof RegExp) return typeof value === 'string' && form.test(value) ? null : `${JSON.stringify(value)}, which does not fit`;
  return value?.['@type'] === form ? null : `a ${value?.['@type']}, not a ${form}`;
}

function nodeFaults(node, tell) {
  const type = node['@type'], members = MEMBERS[type];
  if (!members) return tell(`the type ${type} is not known`);
  const allowed = { ...members, ...FURTHER[type] };
  for (const key of Object.keys(members)) if (!(key in node)) tell(`a ${type} has no ${key}`);
  for (const [key, value] of Object.entries(node)) {
    if (key === '@type' || key === '@context') continue;
    if (!allowed[key]) tell(`a ${type} has ${key}, which is not known`);
    const values = [value].flat();
    if (!values.length) tell(`${key} of a ${type} is empty`);
    for (const one of allowed[key] ? values : []) {
      const fault = valueFault(one, allowed[key]);
      if (fault) tell(`${key} of a ${type} is ${fault}`);
      else if (typeof one === 'object') nodeFaults(one, tell);
    }
  }
}

// GRAPH: what the JSON-LD of a page of KIND holds; every fault is told to TELL.
export function schemaFaults(graph, kind, tell) {
  graph.forEach((node) => nodeFaults(node, tell));
  const wanted = KINDS[kind];
  if (wanted && graph[0]?.['@type'] !== wanted) tell(`says that it is a ${graph[0]?.['@type']}, not a ${wanted}`);
}
