'use client';

import { Button, Group, Text, TextInput, Title } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, type ReactNode, useDeferredValue, useMemo, useRef, useState } from 'react';
import { nombreEntier, pluriel } from '#shared/mots/nombres';
import './usager.css';
import { BoutonTouches } from '../../../_ui/touches/bouton-touches';

const PAGE = 100;

type Props<T> = {
  titre: string;
  /** What is counted, in the singular. */
  nom: string;
  mots: {
    /** Names the search field. */
    chercher: string;
    /** Names the table. */
    legende: string;
    aucune: string;
    aucuneDeCeNom: string;
    /** Why nobody is there, without a search and with one. */
    vide: string;
    ailleurs: string;
    ouvrirPremier: string;
  };
  chercher: (texte: string) => readonly T[];
  adresse: (personne: T) => string;
  entetes: ReactNode;
  /** A line, whose one link opens the person's page. */
  rang: (personne: T) => ReactNode;
  /** What may be done of those that are listed. */
  actions?: (trouves: readonly T[]) => ReactNode;
};

/** People by their first letters; ↓ goes into the list, Entrée opens the first. */
export const ListePersonnes = <T,>({ titre, nom, mots, chercher, adresse, entetes, rang, actions }: Props<T>) => {
  const router = useRouter();
  const [texte, setTexte] = useState('');
  const cherche = useDeferredValue(texte);
  const [montres, setMontres] = useState(PAGE);
  const trouves = useMemo(() => chercher(cherche), [chercher, cherche]);
  const liste = useRef<HTMLTableSectionElement>(null);
  const liens = (): HTMLElement[] => [...(liste.current?.querySelectorAll<HTMLElement>('a:not(.appeler)') ?? [])];
  const champ = useRef<HTMLInputElement>(null);

  const surChamp = (ev: KeyboardEvent): void => {
    // Of what is typed now, not of what was last drawn.
    const premier = ev.key === 'Enter' ? chercher(texte)[0] : undefined;
    if (premier) router.push(adresse(premier));
    if (ev.key === 'ArrowDown') {
      ev.preventDefault();
      liens()[0]?.focus();
    }
  };
  const surListe = (ev: KeyboardEvent): void => {
    if (ev.key !== 'ArrowDown' && ev.key !== 'ArrowUp') return;
    ev.preventDefault();
    const tous = liens();
    const ici = tous.findIndex((l) => l.contains(document.activeElement));
    const la = tous[ici + (ev.key === 'ArrowDown' ? 1 : -1)];
    if (la) la.focus();
    else if (ev.key === 'ArrowUp') champ.current?.focus();
  };

  return (
    <section className="ecran__liste" aria-labelledby="titre">
      <div className="ecran__tete">
        <Title order={1} id="titre">
          {titre}
        </Title>
        <TextInput
          ref={champ}
          aria-label={mots.chercher}
          placeholder="Premières lettres du nom, du prénom"
          className="usagers__cherche"
          value={texte}
          onChange={(ev) => {
            setTexte(ev.currentTarget.value);
            setMontres(PAGE);
          }}
          onKeyDown={surChamp}
          autoComplete="off"
          spellCheck={false}
          autoFocus
        />
        <Text size="sm" c="dimmed" role="status">
          {pluriel(trouves.length, nom)}
        </Text>
        {actions?.(trouves)}
      </div>
      <div className="defile">
        {trouves.length === 0 ? (
          <div className="vide">
            <Text fw={600}>{cherche === '' ? mots.aucune : mots.aucuneDeCeNom}</Text>
            <Text size="sm" c="dimmed">
              {cherche === '' ? mots.vide : mots.ailleurs}
            </Text>
          </div>
        ) : (
          <table className="jour usagers">
            <caption className="invisible">{mots.legende}</caption>
            <thead>
              <tr>{entetes}</tr>
            </thead>
            <tbody ref={liste} onKeyDown={surListe}>
              {trouves.slice(0, montres).map((p) => rang(p))}
            </tbody>
          </table>
        )}
        {trouves.length > montres ? (
          <Group justify="center" p="sm">
            <Button size="xs" variant="default" onClick={() => setMontres((n) => n + PAGE)}>
              Afficher la suite ({nombreEntier(trouves.length - montres)})
            </Button>
          </Group>
        ) : null}
      </div>
      <p className="raccourcis">
        <kbd>Entrée</kbd> {mots.ouvrirPremier} · <kbd>↓</kbd> <kbd>↑</kbd> changer de ligne
        <BoutonTouches ecran="personnes" />
      </p>
    </section>
  );
};
