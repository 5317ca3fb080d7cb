'use client';

import { Title } from '@mantine/core';
import Link from 'next/link';
import { aLeDroit } from '#shared/droits/droits';
import type { DefinitionEtat } from '#shared/etats/contrat';
import { useSession } from '../../../_donnees/lecture/hooks';
import { MesEtats } from './mes-etats';

/** What may be asked for, in the tender's order, under what one keeps. */
export const Liste = ({ definitions }: { definitions: readonly DefinitionEtat[] }) => {
  const session = useSession();
  return (
    <>
      {aLeDroit(session, 'garderEtats') ? <MesEtats definitions={definitions} /> : null}
      <section className="etats__tous" aria-labelledby="tous-les-etats">
        <Title order={2} id="tous-les-etats">
          Tous les états
        </Title>
        <ul className="etats__liste">
          {definitions.map((d) => (
            <li key={d.id}>
              <Link href={`/etats/?etat=${encodeURIComponent(d.id)}`}>{d.titre}</Link>
              <p>{d.description}</p>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
};
