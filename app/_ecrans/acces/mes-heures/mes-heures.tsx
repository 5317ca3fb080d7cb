'use client';

import { Alert, Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { MesHeures as Lues } from '#shared/contrats/acces/acces-personnel';
import { duree, moisEnMots } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import type { Mois } from '#shared/temps/types';
import { lireMesHeures } from '../../../_donnees/lecture/mes-heures';
import { useAction } from '../../../_ui/demandes/appeler';
import { ChampTexte, Envoyer, Formulaire, lireRequis, RefusFormulaire, useFormulaire } from '../../../_ui/formulaire';
import { PageSeule } from '../connexion/page-seule';
import { Visite } from './visite';
import './mes-heures.css';

type MoisProps = {
  lues: Lues;
  preuve: { jeton: string; code: string };
  choisir: (mois: Mois) => void;
  enCours: boolean;
  quitter: () => void;
};

const MoisLu = ({ lues, preuve, choisir, enCours, quitter }: MoisProps) => (
  <Stack gap="md">
    <Text>
      Bonjour {lues.prenom}. {lues.genre === 'INTERVENANT' ? 'Voici vos visites' : 'Voici les visites faites chez vous'}
      .
    </Text>
    <NativeSelect
      label="Mois"
      value={lues.mois}
      data={lues.moisLisibles.map((m) => ({ value: m, label: moisEnMots(m) }))}
      disabled={enCours}
      onChange={(ev) => {
        const mois = lues.moisLisibles.find((m) => m === ev.currentTarget.value);
        if (mois) choisir(mois);
      }}
    />
    <Text role="status" className="mes-heures__total">
      <b>{duree(lues.total)}</b> en {moisEnMots(lues.mois)}
      {lues.incompletes > 0 ? `, et ${pluriel(lues.incompletes, 'visite')} à compléter par l’antenne` : ''}
    </Text>
    {/* [DU-2] This page rounds nothing: who holds the statement beside it would find another total. */}
    <Text size="sm" c="dimmed">
      Minutes réelles ; le relevé compte celles que retient la règle du financeur.
    </Text>
    {lues.visites.length === 0 ? (
      <Text>Aucune visite en {moisEnMots(lues.mois)}.</Text>
    ) : (
      <ul className="mes-heures__liste">
        {lues.visites.map((v) => (
          <Visite
            key={`${v.objet.genre} ${v.objet.id}`}
            visite={v}
            preuve={preuve}
            contestable={lues.genre === 'INTERVENANT'}
            proposer={lues.proposer}
            relire={() => choisir(lues.mois)}
          />
        ))}
      </ul>
    )}
    <Group>
      <Button variant="default" onClick={quitter}>
        J’ai fini
      </Button>
    </Group>
  </Stack>
);

const VIDE = { code: '' };
const PREUVE_FAUSSE: ReadonlySet<string> = new Set(['LIEN_PERSONNEL', 'CODE_PERSONNEL', 'LIEN_FERME']);

/** What one link opens: the code is typed each time, and nothing stays in this browser, which may be lent. */
const HeuresDuLien = ({ jeton }: { jeton: string }) => {
  const [lues, setLues] = useState<Lues>();
  const { refus, enCours, faire, oublier } = useAction();
  const f = useFormulaire({
    depart: () => VIDE,
    lire: lireRequis<typeof VIDE>({ code: 'Tapez votre code.' }),
    envoyer: async ({ code }) => {
      oublier();
      setLues(await lireMesHeures({ jeton, code }));
      return undefined;
    },
    champs: { CODE_PERSONNEL: 'code' },
    encore: true,
  });
  // Another code has been given since: what was read is closed, and this one asked for again.
  const preuveFausse = refus !== undefined && PREUVE_FAUSSE.has(refus.code);
  const { effacer } = f;
  const fermer = useRef(effacer);
  useEffect(() => {
    if (!preuveFausse || !lues) return;
    setLues(undefined);
    fermer.current();
  }, [preuveFausse, lues]);
  const choisir = (mois: Mois): void => {
    void faire(() => lireMesHeures({ jeton, code: f.valeurs().code, mois }), setLues);
  };
  return (
    <PageSeule titre="Mes heures">
      {refus ? (
        <Alert color="red" variant="light" p="sm" mb="md" role="alert">
          {refus.message}
        </Alert>
      ) : null}
      {lues && !preuveFausse ? (
        <MoisLu
          lues={lues}
          preuve={{ jeton, code: f.valeurs().code }}
          choisir={choisir}
          enCours={enCours}
          quitter={() => {
            setLues(undefined);
            effacer();
          }}
        />
      ) : (
        <Formulaire de={f}>
          <Stack gap="md">
            <ChampTexte
              de={f}
              nom="code"
              label="Votre code"
              description="Celui que l’on tape au téléphone"
              inputMode="numeric"
              autoComplete="off"
              required
              withAsterisk={false}
              autoFocus
            />
            <RefusFormulaire de={f} />
            <Envoyer de={f}>Voir le mois</Envoyer>
          </Stack>
        </Formulaire>
      )}
    </PageSeule>
  );
};

const jetonDeLAdresse = (): string => (typeof location === 'undefined' ? '' : location.hash.slice(1));

/**
 * Reached by a link; its token is after the `#`, which no server is sent. Another link opened in the same tab changes that alone: what
 * was read by the first one, its code and what is still on its way go with it.
 */
export const MesHeures = () => {
  const [jeton, setJeton] = useState(jetonDeLAdresse);
  useEffect(() => {
    const changer = (): void => setJeton(jetonDeLAdresse());
    window.addEventListener('hashchange', changer);
    return () => window.removeEventListener('hashchange', changer);
  }, []);
  return <HeuresDuLien key={jeton} jeton={jeton} />;
};
