'use client';

import { Alert, Button, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { Note, Nouveautes } from '#shared/contrats/nouveautes';
import { aLeDroit } from '#shared/droits/droits';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { useSession } from '../../_data/hooks';
import { acquitterVersion, lireNouveautes } from '../../_data/nouveautes';
import { dateEntiere } from '../../_ui/formats';
import { SansReseau } from '../../_ui/sans-reseau';
import { useAction, useLecture } from '../compte/appeler';
import './nouveautes.css';
import { Registre } from './registre';

type PropsNote = {
  note: Note;
  lueLe: Instant | undefined;
  enCours: boolean;
  acquitter: () => void;
};

const UneNote = ({ note, lueLe, enCours, acquitter }: PropsNote) => (
  <article className="nouveautes__note" aria-labelledby={`version-${note.version}`}>
    <Title order={2} id={`version-${note.version}`}>
      {note.titre}
    </Title>
    <Text size="sm" c="dimmed">
      Version {note.version}, {dateEntiere(note.date)}
    </Text>
    <dl className="nouveautes__points">
      {note.points.map((p) => (
        <div key={p.sujet}>
          <dt>{p.sujet}</dt>
          <dd>{p.texte}</dd>
        </div>
      ))}
    </dl>
    {lueLe === undefined ? (
      <Button onClick={acquitter} loading={enCours} aria-describedby={`version-${note.version}`}>
        J’ai lu
      </Button>
    ) : (
      <Text size="sm" role="status">
        Vous l’avez lue le {dateEntiere(dateParis(lueLe))}.
      </Text>
    )}
  </article>
);

/** What each version changes, and that one has read it. */
export const NouveautesEcran = () => {
  const session = useSession();
  const { valeur, echec, code } = useLecture(lireNouveautes);
  const [apres, setApres] = useState<Nouveautes>();
  const { refus, enCours, faire } = useAction();
  const lues = apres ?? valeur;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and once all is read nothing in it takes the focus.
    <section className="ecran__liste nouveautes" aria-label="Nouveautés" tabIndex={0}>
      <div className="ecran__tete">
        <Title order={1}>Nouveautés</Title>
      </div>
      <SansReseau echec={echec} code={code} avant={lues ? 'Ce qui est montré est d’avant. ' : ''} />
      {refus ? (
        <Alert color="red" variant="light" p="sm" role="alert">
          {refus.message}
        </Alert>
      ) : null}
      {lues?.notes.map((n) => (
        <UneNote
          key={n.version}
          note={n}
          lueLe={lues.acquittees[n.version]}
          enCours={enCours}
          acquitter={() => void faire(() => acquitterVersion(n.version), setApres)}
        />
      ))}
      {lues && aLeDroit(session, 'lireRegistreVersions') ? (
        <Registre key={Object.keys(lues.acquittees).join()} />
      ) : null}
    </section>
  );
};
