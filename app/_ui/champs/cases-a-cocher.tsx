'use client';

import { Checkbox, type MantineSize, Text } from '@mantine/core';
import { estLongue, ListeLongue } from './liste-longue';

type Choix = { value: string; label: string };
type Props = {
  label: string;
  choix: readonly Choix[];
  valeur: readonly string[];
  changer: (choisis: string[]) => void;
  erreur?: string | undefined;
  /** How a few of them are laid out. */
  classe: string;
  size?: MantineSize;
};

/** Several of a list. Of a long one, those that are ticked are said under it: one that is not in sight stays ticked. */
export const CasesACocher = ({ label, choix, valeur, changer, erreur, classe, size = 'sm' }: Props) => {
  const longue = estLongue(choix);
  const coches = choix.filter((c) => valeur.includes(c.value));
  return (
    <Checkbox.Group label={label} error={erreur} value={[...valeur]} onChange={changer}>
      <ListeLongue titre={label} choix={choix}>
        {(montres) => (
          <div className={longue ? 'longue__cases' : classe}>
            {montres.map((c, n) => (
              <Checkbox
                key={c.value}
                value={c.value}
                label={c.label}
                size={size}
                aria-invalid={n === 0 && erreur !== undefined ? true : undefined}
              />
            ))}
          </div>
        )}
      </ListeLongue>
      {longue ? (
        <Text size="sm" c="dimmed" mt={6} role="status">
          {coches.length === 0 ? 'Aucun choix' : `Choix : ${coches.map((c) => c.label).join(', ')}`}
        </Text>
      ) : null}
    </Checkbox.Group>
  );
};
