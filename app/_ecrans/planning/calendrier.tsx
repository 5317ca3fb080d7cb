'use client';

import { type CSSProperties, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { absenceAu } from '#shared/domain/absence/absences';
import { dateCourte } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { ajouterJours, localParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { Ligne } from '../../_donnees/depot/lignes';
import { useMaintenant } from '../../_donnees/lecture/hooks';
import type { Par } from '../../_ui/adresses/planning';
import { SEMAINE_NON_GARDEE, useHorsGarde, VideHorsGarde } from '../../_ui/heures/hors-garde';
import { MinutesReelles } from '../../_ui/heures/minutes-reelles';
import { absenceEnMots } from '../../_ui/heures/tapee';
import { heuresEnMots, parJour, totaliser } from '../../_ui/heures/totaux';
import { estRemplacee, premierMontre, useAbsences, useVisitesDe } from '../../_ui/heures/visites';
import { useNoms } from '../../_ui/liste/suivre';
import { Icone } from '../../_ui/mots/icones';
import { nomDe } from '../corrections';
import { Bloc } from './bloc';
import { HorsDeVue } from './hors-de-vue';
import { blocsDuJour, heuresMontrees, voisin } from './semaine';
import { TableSemaine } from './table-semaine';
import './planning.css';

const FLECHES = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'] as const;
const estFleche = (t: string): t is (typeof FLECHES)[number] => (FLECHES as readonly string[]).includes(t);

/** First hour seen, where earlier ones are shown. */
const MATIN = 7;

/** « mar. 1er déc. », whose date is never cut from its month. */
const Jour = ({ date }: { date: DateCivile }) => {
  const [nom, ...quantieme] = dateCourte(date).split(' ');
  return (
    <span className="semaine__jour">
      {nom} <span className="semaine__quantieme">{quantieme.join('\u00a0')}</span>
    </span>
  );
};

type Props = {
  par: Exclude<Par, 'antenne'>;
  id: string;
  /** The Monday. */
  debut: DateCivile;
  /** The visit that is open beside. */
  choisie?: string | undefined;
  /** Opens a visit beside; without it, its link is followed. */
  ouvrir?: ((id: string) => void) | undefined;
  /** Closes it, the keyboard staying where it is. */
  fermer?: (() => void) | undefined;
};

/**
 * A week of one usager or one aide, hours down, days across: planned is an outline, done is filled. Arrows go from visit to
 * visit, Entrée opens, Échap closes; the same in a table, for who reads rather than sees.
 */
export const Calendrier = ({ par, id, debut, choisie, ouvrir, fermer }: Props) => {
  const fin = ajouterJours(debut, 6);
  const lignes = useVisitesDe(par, id, debut, fin);
  const absences = useAbsences(par, id);
  const garde = useHorsGarde(debut, fin);
  const maintenant = localParis(useMaintenant());
  const [atteint, setIci] = useState<string>();
  const ici = useNoms(lignes)(atteint);
  const defile = useRef<HTMLDivElement>(null);
  const corps = useRef<HTMLElement>(null);
  const jours = useMemo(
    () => parJour(lignes, debut, fin).map((j) => ({ ...j, blocs: blocsDuJour(j.lignes) })),
    [lignes, debut, fin],
  );
  const { blocs, tous, heures } = useMemo(() => {
    const parJours = jours.map((j) => j.blocs);
    return { blocs: parJours, tous: parJours.flat(), heures: heuresMontrees(parJours.flat()) };
  }, [jours]);
  const rangees = Array.from({ length: heures.a - heures.de }, (_, n) => heures.de + n);
  const atteinte = tous.some((b) => b.ligne.id === ici) ? ici : tous[0]?.ligne.id;
  const qui = (l: Ligne): string => (par === 'usager' ? l.intervenant : l.usager);
  const heureQuIlEst = (Number(maintenant.slice(11, 13)) * 60 + Number(maintenant.slice(14, 16))) / 60;

  // A visit at night makes room above: the day is still what one sees first.
  useEffect(() => {
    const tete = defile.current?.querySelector<HTMLElement>('.semaine__heures > span');
    defile.current?.scrollTo({ top: Math.max(0, MATIN - heures.de) * (tete?.offsetHeight ?? 0) });
  }, [heures.de]);

  // A week that had no visit yet has kept the keyboard for its first one.
  const sansVisite = atteinte === undefined;
  useEffect(() => {
    if (sansVisite || document.activeElement !== corps.current) return;
    corps.current?.querySelector<HTMLElement>('.bloc[tabindex="0"]')?.focus();
  }, [sansVisite]);

  const surTouche = (ev: KeyboardEvent): void => {
    if (ev.key === 'Escape' && choisie !== undefined) fermer?.();
    if (!estFleche(ev.key) || ev.altKey || ev.ctrlKey || ev.metaKey || atteinte === undefined) return;
    ev.preventDefault();
    const la = voisin(blocs, atteinte, ev.key);
    if (la !== undefined) corps.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(la)}"]`)?.focus();
  };

  if (garde?.rien) return <VideHorsGarde quoi={SEMAINE_NON_GARDEE} de={garde} />;
  return (
    <div className="semaine" style={{ '--heures': rangees.length } as CSSProperties}>
      {garde ? <p className="discret">{garde.phrase}</p> : null}
      <div className="semaine__defile" ref={defile}>
        <div className="semaine__tete">
          <span />
          {jours.map(({ date, lignes: siennes }) => {
            const t = totaliser(siennes);
            const absence = absenceAu(absences, id, date);
            return (
              <div key={date} className={date === maintenant.slice(0, 10) ? 'semaine__jour--ici' : undefined}>
                <Jour date={date} />
                <span className="discret">
                  {garde && date < garde.premier
                    ? 'non gardée'
                    : t.visites === 0
                      ? 'aucune visite'
                      : pluriel(t.visites, 'visite')}
                </span>
                {t.visites === 0 ? null : (
                  <span className="discret">{heuresEnMots(t, date > maintenant.slice(0, 10))}</span>
                )}
                {absence ? (
                  <span
                    className={date === premierMontre(absence, debut) ? 'semaine__absence' : 'invisible'}
                    title={absence.commentaire}
                  >
                    <Icone nom="valise" taille={12} /> {absenceEnMots(absence, maintenant.slice(0, 10) as DateCivile)}
                  </span>
                ) : null}
              </div>
            );
          })}
        </div>
        <section
          className="semaine__corps"
          ref={corps}
          tabIndex={-1}
          aria-label="Visites de la semaine ; les flèches vont de l’une à l’autre"
          onKeyDown={surTouche}
        >
          <div className="semaine__heures" aria-hidden="true">
            {rangees.map((h) => (
              <span key={h}>{h}&nbsp;h</span>
            ))}
          </div>
          {jours.map(({ date, blocs: siens }) => (
            <div
              key={date}
              className={absenceAu(absences, id, date) ? 'semaine__col semaine__col--absent' : 'semaine__col'}
            >
              {siens.map((b) => (
                <Bloc
                  key={nomDe(b.ligne)}
                  bloc={b}
                  qui={qui(b.ligne)}
                  remplacee={estRemplacee(b.ligne, par, id)}
                  debut={heures.de}
                  atteint={b.ligne.id === atteinte}
                  choisi={b.ligne.id === choisie}
                  ouvrir={ouvrir}
                  surFocus={setIci}
                />
              ))}
              {date === maintenant.slice(0, 10) && heureQuIlEst >= heures.de && heureQuIlEst < heures.a ? (
                <span
                  className="semaine__maintenant"
                  aria-hidden="true"
                  style={{ '--de': heureQuIlEst - heures.de } as CSSProperties}
                />
              ) : null}
            </div>
          ))}
        </section>
      </div>
      <p className="semaine__legende" aria-hidden="true">
        <span className="semaine__cle semaine__cle--prevu" /> prévu <span className="semaine__cle semaine__cle--fait" />{' '}
        fait, à l’heure retenue{' '}
        {absences.length > 0 ? (
          <>
            <span className="semaine__cle semaine__cle--absent" /> absence
          </>
        ) : null}
        <HorsDeVue defile={defile} blocs={tous} heures={heures} />
      </p>
      <MinutesReelles />
      <TableSemaine lignes={lignes} par={par} id={id} />
    </div>
  );
};
