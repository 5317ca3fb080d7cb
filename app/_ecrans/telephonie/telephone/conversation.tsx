'use client';

import { Alert, Switch, Text, Title } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { heure } from '#shared/mots/dates';
import type { EtatAppel } from './etat-appel';
import { useVoix, voixPossible } from './voix';

const QUI = { SVI: 'Service', APPELANT: 'Vous', LIGNE: 'Ligne' } as const;

/** What is heard and keyed, one line after the other, each with its hour. */
export const Conversation = ({ etat }: { etat: EtatAppel }) => {
  const [voix, setVoix] = useState(false);
  const fin = useRef<HTMLLIElement>(null);
  useVoix(voix, etat.repliques);
  useEffect(() => {
    if (etat.repliques.length > 0) fin.current?.scrollIntoView({ block: 'nearest' });
  }, [etat.repliques.length]);
  return (
    <section className="conversation" aria-labelledby="conversation-titre">
      <div className="conversation__tete">
        <Title order={2} id="conversation-titre">
          Conversation
        </Title>
        <Switch
          size="xs"
          label="Lire à voix haute"
          checked={voix}
          disabled={!voixPossible()}
          onChange={(ev) => setVoix(ev.currentTarget.checked)}
        />
      </div>
      {etat.repliques.length === 0 ? (
        <div className="vide">
          <Text fw={600}>Pas encore d’appel</Text>
          <Text size="sm" c="dimmed">
            Choisissez d’où vous appelez, puis « Appeler » : ce que dit le service s’écrit ici.
          </Text>
        </div>
      ) : (
        <ol className="conversation__fil" role="log" aria-live="polite" aria-label="Ce qui est dit et tapé">
          {etat.repliques.map((r, n) => (
            <li
              key={r.id}
              ref={n === etat.repliques.length - 1 ? fin : null}
              className={`replique replique--${r.qui.toLowerCase()}`}
            >
              <span className={r.qui === 'LIGNE' ? 'invisible' : 'replique__qui'}>{QUI[r.qui]}</span>
              <span className="replique__texte">{r.texte}</span>
              <span className="replique__heure num">{heure(r.instant)}</span>
            </li>
          ))}
        </ol>
      )}
      {etat.erreur ? (
        <Alert color="red" variant="light" p="sm" title="L’appel n’a pas abouti" role="alert">
          {etat.erreur}
        </Alert>
      ) : null}
    </section>
  );
};
