'use client';

import { Button, Group, Text, TextInput, Title } from '@mantine/core';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useDeferredValue, useMemo, useRef, useState } from 'react';
import { ANTENNES } from '#shared/contrats/commun';
import type { Intervenant } from '#shared/contrats/dossiers';
import type { DateCivile } from '#shared/temps/types';
import { useAujourdhui, useDepot, usePoste } from '../../_data/hooks';
import { dateBreve, nomComplet, pluriel } from '../../_ui/formats';
import { chercherPersonnes, trierOptions } from '../fiches/personnes';
import { adresseIntervenant } from './adresse';

const PAGE = 100;

const trouver = (tous: ReadonlyMap<string, Intervenant>, texte: string): Intervenant[] =>
  chercherPersonnes(trierOptions(tous.values()), texte).flatMap(({ value }) => tous.get(value) ?? []);

const etat = (i: Intervenant, jour: DateCivile): string => {
  if (i.dateFin !== undefined && i.dateFin < jour) return `partie le ${dateBreve(i.dateFin, jour)}`;
  return i.dateDebut > jour ? `arrive le ${dateBreve(i.dateDebut, jour)}` : `depuis le ${dateBreve(i.dateDebut, jour)}`;
};

/** Aides that this antenna knows, by their first letters; ↓ goes into the list, Entrée opens the first. */
export const ListeIntervenants = () => {
  const { intervenants } = useDepot();
  const { antenne } = usePoste();
  const jour = useAujourdhui();
  const router = useRouter();
  const [texte, setTexte] = useState('');
  const cherche = useDeferredValue(texte);
  const [montres, setMontres] = useState(PAGE);
  const trouves = useMemo(() => trouver(intervenants, cherche), [intervenants, cherche]);
  const champ = useRef<HTMLInputElement>(null);
  const liste = useRef<HTMLTableSectionElement>(null);
  const liens = (): HTMLElement[] => [...(liste.current?.querySelectorAll<HTMLElement>('a') ?? [])];

  const surChamp = (ev: KeyboardEvent): void => {
    // Of what is typed now, not of what was last drawn.
    const premier = ev.key === 'Enter' ? trouver(intervenants, texte)[0] : undefined;
    if (premier) router.push(adresseIntervenant(premier.id));
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
          Intervenants
        </Title>
        <TextInput
          ref={champ}
          aria-label="Chercher une aide"
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
          {pluriel(trouves.length, 'aide')}
        </Text>
      </div>
      <div className="defile">
        {trouves.length === 0 ? (
          <div className="vide">
            <Text fw={600}>{cherche === '' ? 'Aucune aide' : 'Aucune aide de ce nom'}</Text>
            <Text size="sm" c="dimmed">
              {cherche === ''
                ? 'Les aides de l’antenne arrivent de Millésime chaque nuit.'
                : 'Essayez moins de lettres. Une aide d’une autre antenne ne s’affiche que si elle vient dans celle-ci.'}
            </Text>
          </div>
        ) : (
          <table className="jour usagers">
            <caption className="invisible">Aides, par nom</caption>
            <thead>
              <tr>
                <th scope="col">Nom</th>
                <th scope="col">Antenne</th>
                <th scope="col">En activité</th>
                <th scope="col">Dossier</th>
              </tr>
            </thead>
            <tbody ref={liste} onKeyDown={surListe}>
              {trouves.slice(0, montres).map((i) => (
                <tr key={i.id} className={i.dateFin !== undefined && i.dateFin < jour ? 'usager__passee' : undefined}>
                  <th scope="row">
                    <Link href={adresseIntervenant(i.id)} className="nom" prefetch={false}>
                      {nomComplet(i)}
                    </Link>
                  </th>
                  <td>
                    {i.antenne === antenne ? ANTENNES[i.antenne].libelle : `vient de ${ANTENNES[i.antenne].libelle}`}
                  </td>
                  <td>{etat(i, jour)}</td>
                  <td>{i.id}</td>
                </tr>
              ))}
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
        <kbd>Entrée</kbd> ouvrir la première · <kbd>↓</kbd> <kbd>↑</kbd> changer de ligne
      </p>
    </section>
  );
};
