'use client';

import { Button, Group, Text, TextInput, Title } from '@mantine/core';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useDeferredValue, useMemo, useRef, useState } from 'react';
import { ANTENNES } from '#shared/contrats/commun';
import type { Usager } from '#shared/contrats/dossiers';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { useAujourdhui, useDepot, usePoste } from '../../_data/hooks';
import { nomComplet, pluriel, telephone } from '../../_ui/formats';
import { adresseUsager } from './adresse';
import { chercherUsagers } from './chercher';
import './usager.css';

const PAGE = 100;

const Rang = ({ usager: u, ailleurs }: { usager: Usager; ailleurs: string | undefined }) => (
  <tr>
    <th scope="row">
      <Link href={adresseUsager(u.id)} className="nom">
        {nomComplet(u)}
      </Link>
    </th>
    <td>
      {u.adresse}, {u.codePostal} {u.ville}
    </td>
    <td className="num">{u.telephones.map(telephone).join(', ') || <span className="discret">aucun numéro</span>}</td>
    <td>{ailleurs ? <span className="discret">à l’antenne {ailleurs}</span> : null}</td>
  </tr>
);

/** Usagers of the antenna by their first letters; ↓ goes into the list, Entrée opens the first. */
export const ListeUsagers = () => {
  const { usagers } = useDepot();
  const { antenne } = usePoste();
  const aujourdhui = useAujourdhui();
  const router = useRouter();
  const [texte, setTexte] = useState('');
  const cherche = useDeferredValue(texte);
  const [montres, setMontres] = useState(PAGE);
  const trouves = useMemo(() => chercherUsagers(usagers, cherche), [usagers, cherche]);
  const liste = useRef<HTMLTableSectionElement>(null);
  const liens = (): HTMLElement[] => [...(liste.current?.querySelectorAll<HTMLElement>('a') ?? [])];
  const champ = useRef<HTMLInputElement>(null);

  const surChamp = (ev: KeyboardEvent): void => {
    // Of what is typed now, not of what was last drawn.
    const premier = ev.key === 'Enter' ? chercherUsagers(usagers, texte)[0] : undefined;
    if (premier) router.push(adresseUsager(premier.id));
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
          Usagers
        </Title>
        <TextInput
          ref={champ}
          aria-label="Chercher un usager"
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
          {pluriel(trouves.length, 'usager')}
        </Text>
      </div>
      <div className="defile">
        {trouves.length === 0 ? (
          <div className="vide">
            <Text fw={600}>{cherche === '' ? 'Aucun usager' : 'Aucun usager de ce nom'}</Text>
            <Text size="sm" c="dimmed">
              {cherche === ''
                ? 'Les usagers de l’antenne arrivent de Millésime chaque nuit.'
                : 'Essayez moins de lettres. Un usager d’une autre antenne ne s’affiche pas ici.'}
            </Text>
          </div>
        ) : (
          <table className="jour usagers">
            <caption className="invisible">Usagers, par nom</caption>
            <thead>
              <tr>
                <th scope="col">Nom</th>
                <th scope="col">Adresse</th>
                <th scope="col">Téléphones</th>
                <th scope="col">
                  <span className="invisible">Antenne</span>
                </th>
              </tr>
            </thead>
            <tbody ref={liste} onKeyDown={surListe}>
              {trouves.slice(0, montres).map((u) => {
                const sienne = antenneAu(u, aujourdhui);
                return (
                  <Rang key={u.id} usager={u} ailleurs={sienne === antenne ? undefined : ANTENNES[sienne].libelle} />
                );
              })}
            </tbody>
          </table>
        )}
        {trouves.length > montres ? (
          <Group justify="center" p="sm">
            <Button size="xs" variant="default" onClick={() => setMontres((n) => n + PAGE)}>
              Afficher la suite ({(trouves.length - montres).toLocaleString('fr-FR')})
            </Button>
          </Group>
        ) : null}
      </div>
      <p className="raccourcis">
        <kbd>Entrée</kbd> ouvrir le premier · <kbd>↓</kbd> <kbd>↑</kbd> changer de ligne
      </p>
    </section>
  );
};
