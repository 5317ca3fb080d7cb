'use client';

import './telephone.css';
import { Button, Text, Title } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Exercice, IdExercice } from '#shared/contrats/exploitation/formation';
import { MODELES } from '#shared/domain/formation/exercices';
import { usePoste, useSync } from '../../../_donnees/lecture/hooks';
import { Icone } from '../../../_ui/mots/icones';
import { appelantDe, type Choix, ChoixAppelant, inventer } from './appelant';
import { Clavier } from './clavier';
import { Conversation } from './conversation';
import { Exercices, useExercices } from './exercices';
import { useAppel } from './use-appel';
import { Visites } from './visites';

/** The exercise whose instructions are read is the one that counts; once done, it stays so. */
const useReussis = (
  exercice: Exercice | undefined,
  { appelant, pas }: ReturnType<typeof useAppel>['etat'],
): ReadonlySet<IdExercice> => {
  const [reussis, setReussis] = useState<ReadonlySet<IdExercice>>(new Set());
  const fait = Boolean(exercice && appelant && pas && MODELES[exercice.id].reussi(exercice, appelant, pas));
  const id = fait ? exercice?.id : undefined;
  useEffect(() => {
    if (id) setReussis((r) => (r.has(id) ? r : new Set(r).add(id)));
  }, [id]);
  return reussis;
};

const choixDe = (e: Exercice, c: Choix): Choix => {
  if (e.usager?.numero === undefined) return { ...c, genre: 'MASQUE' };
  return { ...c, genre: 'USAGER', usagerId: e.usager.id, numero: e.usager.numero };
};

const Combine = () => {
  const { antenne } = usePoste();
  const { liaison } = useSync();
  const combine = useAppel();
  const { etat } = combine;
  const [choix, setChoix] = useState<Choix>(() => ({ genre: 'USAGER', invente: inventer() }));
  const charge = useExercices(antenne);
  const [ouvert, setOuvert] = useState<IdExercice | undefined>('POINTER_ARRIVEE');
  const reussis = useReussis(
    charge.liste?.find((e) => e.id === ouvert),
    etat,
  );
  const bouton = useRef<HTMLButtonElement>(null);
  const enLigne = etat.phase !== 'REPOS';
  // The two buttons take each other's place: the focus stays on the handset.
  const avant = useRef(enLigne);
  useEffect(() => {
    if (avant.current !== enLigne) bouton.current?.focus();
    avant.current = enLigne;
  }, [enLigne]);
  const appelant = appelantDe(choix);
  const coupe = liaison === 'HORS_LIGNE';
  const raison = coupe ? 'Demande le réseau' : appelant ? undefined : 'Choisissez d’abord un usager et son numéro.';

  return (
    <div className="telephone">
      <Exercices
        charge={charge}
        ouvert={ouvert}
        ouvrir={setOuvert}
        reussis={reussis}
        enLigne={enLigne}
        preparer={(e) => {
          // The button can take the focus only once a number is chosen.
          flushSync(() => setChoix((c) => choixDe(e, c)));
          bouton.current?.focus();
        }}
      />
      <section className="combine" aria-label="Téléphone">
        <ChoixAppelant choix={choix} changer={setChoix} enLigne={enLigne} />
        {enLigne ? (
          <Button
            key="raccrocher"
            ref={bouton}
            color="red"
            leftSection={<Icone nom="croix" />}
            onClick={combine.raccrocher}
          >
            Raccrocher
          </Button>
        ) : (
          <Button
            key="appeler"
            ref={bouton}
            leftSection={<Icone nom="telephone" />}
            disabled={raison !== undefined}
            aria-describedby={raison ? 'telephone-raison' : undefined}
            onClick={() => {
              if (appelant) combine.appeler(appelant);
            }}
          >
            Appeler
          </Button>
        )}
        {raison ? (
          <Text size="xs" c="dimmed" id="telephone-raison">
            {raison}
          </Text>
        ) : null}
        <Clavier combine={combine} />
      </section>
      <div className="telephone__droite">
        <Conversation etat={etat} />
        <Visites pas={etat.pas} />
      </div>
    </div>
  );
};

/** A telephone on the screen, to learn what aides hear: real calls of the training service, never of production. */
export const Telephone = () => {
  const { session } = usePoste();
  return (
    <div className="ecran ecran--telephone">
      <section className="ecran__liste" aria-labelledby="titre">
        <div className="ecran__tete">
          <Title order={1} id="titre">
            Téléphone de formation
          </Title>
          <Text size="sm" c="dimmed">
            Appelez le service comme le fait une aide : les pointages sont vrais, sur des données fictives.
          </Text>
        </div>
        {session.mode === undefined ? (
          <div className="vide">
            <Text fw={600}>Ce téléphone n’existe qu’en formation</Text>
            <Text size="sm" c="dimmed">
              Ouvrez le service de formation pour vous exercer.
            </Text>
          </div>
        ) : (
          <Combine />
        )}
      </section>
    </div>
  );
};
