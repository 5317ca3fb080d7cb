import { Title } from '@mantine/core';
import Link from 'next/link';
import type { DefinitionEtat } from '#shared/etats/contrat';
import { MesEtats } from './mes-etats';

/** What may be asked for, in the tender's order, under what one keeps. */
export const Liste = ({ definitions }: { definitions: readonly DefinitionEtat[] }) => (
  <>
    <MesEtats definitions={definitions} />
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
