import Link from 'next/link';
import type { CSSProperties, MouseEvent } from 'react';
import { dateCourte, heure } from '#shared/mots/dates';
import { minuscule } from '#shared/mots/textes';
import { adresseVisite } from '../../_ui/adresses/fiches';
import { Icone } from '../../_ui/mots/icones';
import { motStatut, STATUTS } from '../../_ui/mots/statuts';
import type { Bloc as UnBloc } from './semaine';

/** Retained hours; « … » is a side still missing. */
const retenu = ({ retenue: { debut, fin } }: UnBloc['ligne']): string =>
  debut || fin ? `${heure(debut) || '…'} – ${heure(fin) || '…'}` : '';

const prevu = ({ prevu: p }: UnBloc['ligne']): string => (p ? `${heure(p.debut)} – ${heure(p.fin)}` : '');

/** [AP-11] Which visit has its hours, or which ones its own hours are too. */
const enchainee = ({ ligne: { retenue } }: UnBloc): string | undefined => {
  const { couverture, couvertes } = retenue.intervention;
  if (couverture) return `par celle de ${heure(couverture.arrivee.instant)}`;
  return couvertes && `couvre aussi ${couvertes.map((v) => `${heure(v.debut)} – ${heure(v.fin)}`).join(' et ')}`;
};

/** All that a visit's place, outline and colour say, in words. */
const phrase = (b: UnBloc, qui: string, remplacee: boolean): string => {
  const { ligne: l } = b;
  const statut = remplacee ? `faite par ${l.intervenant}` : minuscule(motStatut(l.statut, l.dispense));
  const suite = enchainee(b);
  return [
    dateCourte(l.date),
    qui,
    l.prevu ? `prévue ${prevu(l)}` : 'non prévue',
    retenu(l) && `${l.retenue.supprimee ? 'annulée' : 'retenue'} ${retenu(l)}`,
    l.statut === 'COUVERTE' && suite ? `${statut} ${suite}` : statut,
    l.statut !== 'COUVERTE' && suite,
    l.enAttente && 'en attente d’envoi',
  ]
    .filter(Boolean)
    .join(', ');
};

/** Under as many minutes, a word over another visit's would be read with it. */
const MOT_MIN = 45;

export type BlocProps = {
  bloc: UnBloc;
  /** The other one: the aide in an usager's week, the usager in an aide's. */
  qui: string;
  remplacee: boolean;
  /** First hour shown. */
  debut: number;
  /** The one that Tab reaches. */
  atteint: boolean;
  choisi: boolean;
  ouvrir: ((id: string) => void) | undefined;
  surFocus: (id: string) => void;
};

const pct = (n: number): string => `${(n * 100).toFixed(2)}%`;

/** One visit: planned is the outline, done is filled, where and as long as each was. */
export const Bloc = ({ bloc: b, qui, remplacee, debut, atteint, choisi, ouvrir, surFocus }: BlocProps) => {
  const { ligne: l } = b;
  const { icone, ton } = STATUTS[l.statut];
  const duree = b.a - b.de;
  const bref = b.sur !== undefined && (b.prevu?.a ?? 0) - (b.prevu?.de ?? 0) < MOT_MIN;
  const place = {
    '--de': b.de / 60 - debut,
    '--heures-bloc': duree / 60,
    left: pct(b.voie / b.voies),
    width: pct(1 / b.voies),
  } as CSSProperties;
  const part = (p: { de: number; a: number }): CSSProperties => ({
    top: pct((p.de - b.de) / duree),
    height: pct((p.a - p.de) / duree),
  });
  const surClic = (ev: MouseEvent): void => {
    if (!ouvrir || ev.ctrlKey || ev.metaKey || ev.shiftKey) return;
    ev.preventDefault();
    ouvrir(l.id);
  };
  return (
    <Link
      href={adresseVisite(l)}
      prefetch={false}
      data-id={l.id}
      className={b.sur === undefined ? 'bloc' : 'bloc bloc--sur'}
      style={place}
      tabIndex={atteint ? 0 : -1}
      aria-label={phrase(b, qui, remplacee)}
      aria-current={choisi ? 'true' : undefined}
      title={phrase(b, qui, remplacee)}
      onClick={surClic}
      onFocus={() => surFocus(l.id)}
    >
      {b.prevu ? <span className="bloc__prevu" style={part(b.prevu)} /> : null}
      {b.fait && !remplacee ? (
        <span
          className={`bloc__fait statut--${ton}${b.ouvert ? ' bloc__fait--ouvert' : ''}`}
          style={part({ de: b.fait.de, a: Math.max(b.fait.a, b.fait.de + 1) })}
        />
      ) : null}
      <span className={`bloc__texte bloc__texte--${remplacee ? 'gris' : ton}`}>
        <span className="bloc__statut">
          <Icone nom={remplacee ? 'personne' : icone} taille={12} />
          {bref ? null : <span className="bloc__mot">{remplacee ? 'Remplacée' : motStatut(l.statut, l.dispense)}</span>}
          {l.enAttente ? <Icone nom="envoi" taille={12} /> : null}
        </span>
        {b.sur === undefined ? (
          <>
            <span className="bloc__qui">{qui}</span>
            <span className="bloc__heures">{(!remplacee && retenu(l)) || prevu(l)}</span>
          </>
        ) : null}
      </span>
    </Link>
  );
};
