'use client';

import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { absenceAu } from '#shared/domain/absence/absences';
import { dateLongue, duree, moisEnMots } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { ajouterJours, dernierJour, moisDe, premierJour } from '#shared/temps/paris';
import type { DateCivile, Mois } from '#shared/temps/types';
import type { Ligne } from '../../_donnees/depot/lignes';
import { useAujourdhui } from '../../_donnees/lecture/hooks';
import { lundi, type Par } from '../../_ui/adresses/planning';
import { absenceEnMots } from '../../_ui/heures/tapee';
import { faitMontre, parJour, type Totaux, totaliser } from '../../_ui/heures/totaux';
import { premierMontre, useAbsences } from '../../_ui/heures/visites';
import { Icone } from '../../_ui/mots/icones';
import { STATUTS } from '../../_ui/mots/statuts';

const JOURS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'] as const;
const PAS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

const Faits = ({ totaux: t, aVenir }: { totaux: Totaux; aVenir: boolean }) => {
  const fait = faitMontre(t, aVenir);
  return (
    <>
      <span>{pluriel(t.visites, 'visite')}</span>
      <span className="moisp__heures">
        <span className="discret">prévu</span> {duree(t.prevu)}
      </span>
      {fait === undefined ? null : (
        <span className="moisp__heures">
          <span className="discret">fait</span> <b>{duree(fait)}</b>
        </span>
      )}
      {t.aTraiter > 0 ? (
        <span className="statut statut--orange">
          <Icone nom="vide" taille={14} />
          {t.aTraiter}&nbsp;à traiter
        </span>
      ) : null}
      {t.aRetirer > 0 ? (
        <span className="statut statut--orange">
          <Icone nom={STATUTS.A_RETIRER.icone} taille={14} />
          {t.aRetirer}&nbsp;à retirer
        </span>
      ) : null}
    </>
  );
};

type Props = { par: Par; id: string; mois: Mois; lignes: readonly Ligne[]; aller: (jour: DateCivile) => void };

/** A month, day by day: how many visits, planned and done; each day leads to it. */
export const MoisPlanning = ({ par, id, mois, lignes, aller }: Props) => {
  const aujourdhui = useAujourdhui();
  const absences = useAbsences(par, id);
  const [de, a] = [premierJour(mois), dernierJour(mois)];
  const jours = useMemo(() => parJour(lignes, lundi(de), ajouterJours(lundi(a), 6)), [lignes, de, a]);
  const semaines = Array.from({ length: jours.length / 7 }, (_, n) => jours.slice(n * 7, n * 7 + 7));
  const [ici, setIci] = useState(aujourdhui);
  const atteint = moisDe(ici) === mois ? ici : de;
  const corps = useRef<HTMLTableSectionElement>(null);
  const surTouche = (ev: KeyboardEvent): void => {
    const pas = PAS[ev.key];
    if (pas === undefined || ev.altKey || ev.ctrlKey || ev.metaKey) return;
    ev.preventDefault();
    corps.current?.querySelector<HTMLElement>(`[data-jour="${ajouterJours(atteint, pas)}"]`)?.focus();
  };
  return (
    <table className="moisp">
      <caption className="invisible">{moisEnMots(mois)} : visites, heures prévues et faites, jour par jour</caption>
      <thead>
        <tr>
          {JOURS.map((j) => (
            <th key={j} scope="col">
              {j}
            </th>
          ))}
          <th scope="col">Semaine</th>
        </tr>
      </thead>
      <tbody ref={corps} onKeyDown={surTouche}>
        {semaines.map((semaine) => (
          <tr key={semaine[0]?.date}>
            {semaine.map(({ date, lignes: siennes }) => {
              if (moisDe(date) !== mois) return <td key={date} className="moisp__hors" />;
              const absence = absenceAu(absences, id, date);
              return (
                <td key={date} className={absence ? 'moisp__absent' : undefined}>
                  <button
                    type="button"
                    data-jour={date}
                    className={date === aujourdhui ? 'moisp__jour moisp__jour--ici' : 'moisp__jour'}
                    tabIndex={date === atteint ? 0 : -1}
                    onFocus={() => setIci(date)}
                    onClick={() => aller(date)}
                  >
                    <span aria-hidden="true">{Number(date.slice(8))}</span>
                    <span className="invisible">{dateLongue(date)}</span>
                  </button>
                  {absence ? (
                    <span className={date === premierMontre(absence, de) ? 'discret' : 'invisible'}>
                      {absenceEnMots(absence, aujourdhui)}
                    </span>
                  ) : null}
                  {siennes.length > 0 ? <Faits totaux={totaliser(siennes)} aVenir={date > aujourdhui} /> : null}
                </td>
              );
            })}
            <td className="moisp__total">
              <Faits
                totaux={totaliser(semaine.flatMap((j) => (moisDe(j.date) === mois ? j.lignes : [])))}
                aVenir={(semaine[0]?.date ?? aujourdhui) > aujourdhui}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
