import * as z from 'zod/mini';

/** Gives a schema its sentence in the published JSON Schema. */
export const describe = <S extends z.core.$ZodType>(schema: S, description: string): S => {
  z.globalRegistry.add(schema, { description });
  return schema;
};

/** Gives a schema the name under which the published JSON Schema lists it. */
export const named = <S extends z.core.$ZodType>(id: string, schema: S, description: string): S => {
  z.globalRegistry.add(schema, { id, description });
  return schema;
};
