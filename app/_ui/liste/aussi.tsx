import Link from 'next/link';
import { Fragment } from 'react';

export type Aussi = { n: number; dit: string; lien: string };

/** What else waits, each with the screen that settles it; nothing where nothing does. */
export const LigneAussi = ({ liens }: { liens: readonly Aussi[] }) => {
  const attendent = liens.filter((l) => l.n > 0);
  return attendent.length === 0 ? null : (
    <p className="aussi" data-testid="a-faire-aussi">
      <b>Aussi</b>{' '}
      {attendent.map((l, n) => (
        <Fragment key={l.dit}>
          {n > 0 ? ' · ' : ''}
          <Link href={l.lien} prefetch={false}>
            {l.dit}
          </Link>
        </Fragment>
      ))}
    </p>
  );
};
