import { checkFields, type Field, type Fields, fileFields } from './fields.ts';

/** JSON Schema of a checks file, for editors: it knows the keys that mean something here, and lets pass those of gatus that do not. */
export function renderChecksSchema(): string {
  const list = { type: 'array', items: { $ref: '#/$defs/check' } };
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Slipway smoke-health: checks file',
    oneOf: [
      list,
      {
        type: 'object',
        required: ['endpoints'],
        properties: { endpoints: list, ...propertiesOf(fileFields) },
      },
    ],
    $defs: {
      check: {
        ...objectOf(checkFields),
        anyOf: [{ required: ['url'] }, { properties: { enabled: { const: false } }, required: ['enabled'] }],
      },
    },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function objectOf(fields: Fields): object {
  return { type: 'object', additionalProperties: false, properties: propertiesOf(fields) };
}

function propertiesOf(fields: Fields): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => (field.type === 'refused' ? [] : [[name, propertyOf(field)]])),
  );
}

const scalar = ['string', 'number', 'boolean'];

function propertyOf(field: Exclude<Field, { type: 'refused' }>): object {
  switch (field.type) {
    case 'ignored':
      return { description: 'Means something to gatus, and nothing to a gate.' };
    case 'fields':
      return { ...objectOf(field.fields), description: field.description };
    case 'lines':
      return { type: 'array', items: { type: scalar }, description: field.description };
    case 'pairs':
    case 'scalars':
      return { type: 'object', additionalProperties: { type: scalar }, description: field.description };
    case 'boolean':
      return { type: 'boolean', description: field.description };
    case 'duration':
      return { type: 'string', pattern: '^(\\d+(\\.\\d+)?(ms|s|m|h|d))+$', description: field.description };
    case 'text':
      return { type: scalar, description: field.description };
  }
}
