'use client';

import { ActionIcon, Button, SegmentedControl, Text, Title } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { moisDe } from '#shared/temps/paris';
import { useAujourdhui, useDepot, useLignes, useMaintenant } from '../../_data/hooks';
import { dateEntiere, moisEnMots, pluriel } from '../../_ui/formats';
import { Icone } from '../../_ui/icones';
import { NouvelleVisite, Panneau } from '../panneau/differe';
import { type Adresse, decaler, periode, useAdresse } from './adresse';
import { useChoix } from './choix';
import { FILTRES, type Filtre, phraseVide } from './filtres';
import { useFleches } from './fleches';
import type { PoigneeGrille } from './grille';
import { prochaine } from './prochaine';

const Grille = dynamic(() => import('./grille').then((m) => m.Grille), {
  ssr: false,
  loading: () => <div className="grille" aria-busy="true" />,
});

const titre = (a: Adresse): string => (a.vue === 'jour' ? dateEntiere(a.jour) : moisEnMots(a.mois));

type BarreProps = {
  adresse: Adresse;
  aller: (p: Partial<Adresse>) => void;
  nombres: Record<Filtre, number>;
  nouvelle: () => void;
};

const Barre = ({ adresse, aller, nombres, nouvelle }: BarreProps) => {
  const aujourdhui = useAujourdhui();
  const unite = adresse.vue === 'jour' ? 'Jour' : 'Mois';
  return (
    <div className="ecran__tete">
      <ActionIcon.Group>
        <ActionIcon variant="default" aria-label={`${unite} précédent`} onClick={() => aller(decaler(adresse, -1))}>
          <Icone nom="gauche" />
        </ActionIcon>
        <ActionIcon variant="default" aria-label={`${unite} suivant`} onClick={() => aller(decaler(adresse, 1))}>
          <Icone nom="droite" />
        </ActionIcon>
      </ActionIcon.Group>
      <Title order={1} className="titre-periode">
        <span className="invisible">Interventions, </span>
        {titre(adresse)}
      </Title>
      <SegmentedControl
        size="xs"
        aria-label="Période"
        value={adresse.vue}
        data={[
          { value: 'jour', label: 'Jour' },
          { value: 'mois', label: 'Mois' },
        ]}
        onChange={(v) =>
          aller(
            v === 'jour'
              ? { vue: 'jour', jour: moisDe(aujourdhui) === adresse.mois ? aujourdhui : adresse.jour, id: undefined }
              : { vue: 'mois', mois: moisDe(adresse.jour), id: undefined },
          )
        }
      />
      <SegmentedControl
        size="xs"
        aria-label="Filtre"
        value={adresse.filtre}
        data={Object.entries(FILTRES).map(([value, f]) => ({
          value,
          label: `${f.mot} ${nombres[value as Filtre].toLocaleString('fr-FR')}`,
        }))}
        onChange={(v) => aller({ filtre: v as Filtre, id: undefined })}
      />
      <Button size="xs" variant="default" leftSection={<Icone nom="plus" />} onClick={nouvelle}>
        Nouvelle visite
      </Button>
    </div>
  );
};

export const Interventions = () => {
  const aujourdhui = useAujourdhui();
  const maintenant = useMaintenant();
  const [adresse, aller] = useAdresse(aujourdhui);
  const { de, a } = periode(adresse);
  const toutes = useLignes(de, a);
  const lignes = useMemo(() => toutes.filter(FILTRES[adresse.filtre].passe), [toutes, adresse.filtre]);
  const nombres = useMemo(
    () =>
      Object.fromEntries(Object.entries(FILTRES).map(([k, f]) => [k, toutes.filter(f.passe).length])) as Record<
        Filtre,
        number
      >,
    [toutes],
  );
  const [saisie, setSaisie] = useState(false);
  const grille = useRef<PoigneeGrille>(null);
  const [nouvelle, setNouvelle] = useState(false);

  const [choisie, setChoisie] = useChoix(adresse.id, aller);
  // The chosen line stays in the panel even when it leaves the filter: only a correction goes to the next one.
  const ligne = toutes.find((l) => l.id === choisie);
  const courantes = useRef(lignes);
  useEffect(() => {
    courantes.current = lignes;
  });
  // The order of the screen while the corrected line is still in it.
  const ordre = useRef<readonly string[]>([]);
  const retenirOrdre = (): void => {
    ordre.current = grille.current?.ordre() ?? [];
  };
  const { pret } = useDepot();
  useFleches(() => grille.current?.focaliser(choisie));

  const choisir = useCallback(
    (id: string | undefined) => {
      setSaisie(false);
      setChoisie(id);
    },
    [setChoisie],
  );
  const changer = useCallback(
    (partie: Partial<Adresse>) => {
      choisir(undefined);
      aller({ ...partie, id: undefined });
    },
    [aller, choisir],
  );
  const saisir = (ouverte: boolean): void => {
    if (ouverte) retenirOrdre();
    setSaisie(ouverte);
  };
  // The focus moves at once, before anything is drawn: the next key typed is the next visit's.
  const suivante = (): void => {
    if (!choisie) return;
    const suite = prochaine(ordre.current, new Set(courantes.current.map((l) => l.id)), choisie);
    setSaisie(false);
    if (suite) choisir(suite);
    grille.current?.focaliser(suite ?? choisie, suite === undefined);
  };
  // After whatever closes itself has done with the focus.
  const revenir = (id: string | undefined): void => {
    setTimeout(() => grille.current?.focaliser(id, true));
  };
  const fermer = (id: string | undefined): void => {
    if (id === undefined) return;
    choisir(undefined);
    revenir(id);
  };

  return (
    <div className={ligne ? 'ecran ecran--deux' : 'ecran'}>
      <section className="ecran__liste" aria-label="Interventions">
        <Barre adresse={adresse} aller={changer} nombres={nombres} nouvelle={() => setNouvelle(true)} />
        <Text size="xs" className="invisible" role="status">
          {pluriel(lignes.length, 'visite')}
        </Text>
        <Grille
          lignes={lignes}
          parMois={adresse.vue === 'mois'}
          choisie={choisie}
          choisir={choisir}
          corriger={() => saisir(true)}
          fermer={() => fermer(choisie)}
          surTri={() => {
            if (saisie) retenirOrdre();
          }}
          poignee={grille}
          vide={pret ? phraseVide(adresse.filtre, toutes.length) : ''}
        />
        <p className="raccourcis">
          <kbd>↑</kbd> <kbd>↓</kbd> changer de ligne · <kbd>Entrée</kbd> corriger · premières lettres du motif ·{' '}
          <kbd>Entrée</kbd> garder · <kbd>Échap</kbd> fermer
        </p>
      </section>
      {ligne ? (
        <Panneau
          key={ligne.id}
          ligne={ligne}
          maintenant={maintenant}
          saisie={saisie}
          setSaisie={saisir}
          fermer={() => fermer(ligne.id)}
          suivante={suivante}
        />
      ) : null}
      {nouvelle ? (
        <NouvelleVisite
          jour={adresse.vue === 'jour' ? adresse.jour : aujourdhui}
          fermer={() => {
            setNouvelle(false);
            revenir(choisie);
          }}
        />
      ) : null}
    </div>
  );
};
