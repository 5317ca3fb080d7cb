import Link from 'next/link';
import { ajouterA } from '#shared/listes';
import { dateCourte, heure } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { collateur } from '#shared/mots/textes';
import { ajouterJours } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { Ligne } from '../../_donnees/depot/lignes';
import { SANS_POINTAGE_ATTENDU, type StatutAffiche } from '../../_donnees/depot/statut-affiche';
import { adresseVisite } from '../../_ui/adresses/fiches';
import { adressePlanning } from '../../_ui/adresses/planning';
import { ImprimeLe } from '../../_ui/imprime-le';
import { BadgeStatut } from '../../_ui/mots/badge-statut';
import { Icone } from '../../_ui/mots/icones';
import { motStatut, STATUTS } from '../../_ui/mots/statuts';

type Props = {
  debut: DateCivile;
  aujourdhui: DateCivile;
  lignes: readonly Ligne[];
  /** Whose week it is and which one, said again on each sheet of paper. */
  titre: string;
  /** Said above, where some of its days are not kept on this PC. */
  horsGarde?: string | undefined;
};

/** One aide's week: her visits by day, each in the order of its hour. */
type Tournee = { id: string; nom: string; jours: ReadonlyMap<DateCivile, readonly Ligne[]>; visites: number };

/** The aides who have a visit in the week, by name. */
export const tournees = (lignes: readonly Ligne[]): Tournee[] => {
  const parAide = new Map<string, Ligne[]>();
  for (const l of lignes) {
    const id = l.retenue.intervenantId;
    ajouterA(parAide, id, l);
  }
  return [...parAide]
    .map(([id, siennes]) => {
      const jours = new Map<DateCivile, Ligne[]>();
      for (const l of siennes) ajouterA(jours, l.date, l);
      return { id, nom: siennes[0]?.intervenant ?? id, jours, visites: siennes.length };
    })
    .sort((a, b) => collateur.compare(a.nom, b.nom));
};

/** From when to when it is planned, close together: a day is narrow; of one that nobody had planned, when it was. « … » is an hour that is missing. */
const heures = ({ prevu, retenue: { debut, fin }, instant }: Ligne): string =>
  prevu
    ? `${heure(prevu.debut)}–${heure(prevu.fin)}`
    : `${heure(debut ?? (fin ? undefined : instant)) || '…'}–${heure(fin) || '…'}`;

/** What the colours and icons of these visits say, in words, in the order that the statuses have everywhere. */
const Legende = ({ lignes }: { lignes: readonly Ligne[] }) => {
  const presents = new Set(lignes.map((l) => l.statut));
  return (
    <ul className="tournee__legende" aria-label="Ce que disent les couleurs">
      {(Object.keys(STATUTS) as StatutAffiche[]).flatMap((s) =>
        presents.has(s)
          ? [
              <li key={s}>
                <BadgeStatut statut={s} />
              </li>,
            ]
          : [],
      )}
    </ul>
  );
};

const Une = ({ ligne: l }: { ligne: Ligne }) => {
  const quand = heures(l);
  const statut = motStatut(l.statut, l.dispense);
  const { mot, icone, ton } = STATUTS[l.statut];
  return (
    <li>
      <Link
        href={adresseVisite(l)}
        prefetch={false}
        className={`tournee__visite statut--${ton}`}
        title={`${l.usager}, ${quand}, ${statut}`}
        aria-label={`${l.usager}, ${dateCourte(l.date)}, ${quand}, ${statut}`}
      >
        {/* By more than a colour, on paper too. */}
        <Icone nom={icone} taille={12} /> <span className="num">{quand}</span> <span>{l.usager}</span>
        {/* In words as well: an aide would go there for nothing. */}
        {SANS_POINTAGE_ATTENDU.has(l.statut) ? <span className="tournee__mot">{mot}</span> : null}
      </Link>
    </li>
  );
};

/** The week of a whole antenna: its aides, and each day whom they visit. */
export const SemaineAntenne = ({ debut, aujourdhui, lignes, titre, horsGarde }: Props) => {
  const jours = Array.from({ length: 7 }, (_, n) => ajouterJours(debut, n));
  const toutes = tournees(lignes);
  return (
    <>
      {horsGarde ? <p className="discret">{horsGarde}</p> : null}
      <Legende lignes={lignes} />
      <table className="tournee" aria-label="Semaine de l’antenne, par aide">
        <thead>
          {/* Drawn on paper only, where a head comes again on each sheet. */}
          <tr className="tournee__papier">
            <th colSpan={8}>
              <b>{titre}</b> <ImprimeLe />
              <Legende lignes={lignes} />
            </th>
          </tr>
          <tr>
            <th scope="col">Aide</th>
            {jours.map((j) => (
              <th key={j} scope="col" aria-current={j === aujourdhui ? 'date' : undefined}>
                {dateCourte(j)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {toutes.map((t) => (
            <tr key={t.id}>
              <th scope="row">
                <Link
                  href={adressePlanning({ vue: 'semaine', par: 'intervenant', id: t.id, date: debut })}
                  prefetch={false}
                >
                  {t.nom}
                </Link>
                <div className="discret">{pluriel(t.visites, 'visite')}</div>
              </th>
              {jours.map((j) => (
                <td key={j}>
                  <ul>
                    {t.jours.get(j)?.map((l) => (
                      <Une key={l.id} ligne={l} />
                    ))}
                  </ul>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
};
