/** Fills `{name}` from `data`. A name without a value is a bug of the rule and says so. */
export const interpolate = (template: string, data: Readonly<Record<string, string | number>>): string =>
  template.includes('{')
    ? template.replace(/\{([A-Za-z0-9]+)\}/g, (_whole, name: string) => {
        const value = data[name];
        if (value === undefined)
          throw new Error(`The template ${JSON.stringify(template)} has no value for {${name}}.`);
        return String(value);
      })
    : template;
