import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

type Props = { titres: readonly string[]; classe?: string; refus?: string | undefined; children: ReactNode };

/** A table of this screen, its last column for what one may do, and why that was refused. */
export const Tableau = ({ titres, classe = '', refus, children }: Props) => (
  <>
    {refus === undefined ? null : (
      <Text size="sm" c="var(--ton-rouge-texte)" role="alert">
        {refus}
      </Text>
    )}
    <table className={`jour envois__table ${classe}`}>
      <thead>
        <tr>
          {titres.map((t) => (
            <th key={t} scope="col">
              {t}
            </th>
          ))}
          <th scope="col">
            <span className="invisible">Gestes</span>
          </th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </>
);
