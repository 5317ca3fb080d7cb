'use client';

import { ActionIcon, Button, SegmentedControl, Text, Title } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { moisDe } from '#shared/temps/paris';
import { useAujourdhui, useLignes, useMaintenant } from '../../_data/hooks';
import { dateEntiere, moisEnMots, pluriel } from '../../_ui/formats';
import { Icone } from '../../_ui/icones';
import { NouvelleVisite, Panneau } from '../panneau/differe';
import { type Adresse, decaler, periode, useAdresse } from './adresse';
import { useChoix } from './choix';
import { FILTRES, type Filtre, VIDES } from './filtres';
import type { PoigneeGrille } from './grille';

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
      <span className="haut__vide" />
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
  const rang = useRef(0);
  const courantes = useRef(lignes);
  useEffect(() => {
    courantes.current = lignes;
    const ici = lignes.findIndex((l) => l.id === choisie);
    if (ici >= 0) rang.current = ici;
  }, [lignes, choisie]);

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
  const corriger = useCallback(() => setSaisie(true), []);
  // The focus moves at once, before anything is drawn: the next key typed is the next visit's.
  const suivante = (): void => {
    const liste = courantes.current;
    const encore = liste.findIndex((l) => l.id === choisie);
    const prochaine = encore >= 0 ? liste[encore + 1] : (liste[rang.current] ?? liste[rang.current - 1]);
    setSaisie(false);
    if (prochaine) choisir(prochaine.id);
    grille.current?.focaliser(prochaine?.id ?? choisie);
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
          etroite={ligne !== undefined}
          choisie={choisie}
          choisir={choisir}
          corriger={corriger}
          poignee={grille}
          vide={VIDES[adresse.filtre]}
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
          setSaisie={setSaisie}
          fermer={() => {
            choisir(undefined);
            grille.current?.focaliser(ligne.id);
          }}
          suivante={suivante}
        />
      ) : null}
      {nouvelle ? (
        <NouvelleVisite jour={adresse.vue === 'jour' ? adresse.jour : aujourdhui} fermer={() => setNouvelle(false)} />
      ) : null}
    </div>
  );
};
