'use client';

import { Button, SegmentedControl, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { GENRES_ALERTE, type GenreAlerte } from '#shared/contrats/alerte';
import { dateParis } from '#shared/temps/paris';
import { nomAuteur } from '../../_data/auteurs';
import { enAttente } from '../../_data/etat-depot';
import { useDepot, useMaintenant, usePoste } from '../../_data/hooks';
import { poste as nomDuPoste } from '../../_data/stockage';
import { dateBreve, heure, pluriel } from '../../_ui/formats';
import { Icone } from '../../_ui/icones';
import { signer } from '../correction/enregistrer';
import { useCtrlZ } from '../numeros/ctrl-z';
import { useListe } from '../numeros/liste';
import { type Filtre, grouper } from './groupes';
import { direAlerte } from './phrases';
import { composerAcquittement, vuesDe } from './vues';
import '../numeros/numeros.css';
import './alertes.css';

const Vide = ({ filtre, pret }: { filtre: Filtre; pret: boolean }) =>
  pret ? (
    <div className="vide defile">
      <Text fw={600}>{filtre === 'vues' ? 'Aucune alerte vue' : 'Rien à voir : aucune alerte n’attend'}</Text>
      <Text size="sm" c="dimmed">
        {filtre === 'vues'
          ? 'Une alerte que vous marquez comme vue vient ici, tant que ce qu’elle signale dure.'
          : 'Les retards, appels incomplets, fins de prise en charge et plans dépassés s’affichent ici d’eux-mêmes, et partent une fois réglés.'}
      </Text>
    </div>
  ) : null;

/** [AL-1 to AL-5] What asks for a gesture, by kind; seen in one key, for everyone. */
export const Alertes = () => {
  const etat = useDepot();
  const poste = usePoste();
  const maintenant = useMaintenant();
  const routeur = useRouter();
  const [filtre, setFiltre] = useState<Filtre>('a-voir');
  const [entiers, setEntiers] = useState<ReadonlySet<GenreAlerte>>(new Set());
  const [choisie, choisir] = useState<string>();
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const [erreur, setErreur] = useState<string>();

  const vues = useMemo(() => vuesDe(etat), [etat]);
  const nonRecus = useMemo(() => new Set(enAttente(etat, nomDuPoste()).map((s) => s._id)), [etat]);
  const groupes = useMemo(
    () => grouper(etat.alertes.values(), vues, filtre, entiers),
    [etat.alertes, vues, filtre, entiers],
  );
  const cles = useMemo(() => groupes.flatMap((g) => g.alertes.map((a) => a._id)), [groupes]);
  const aVoir = [...etat.alertes.keys()].filter((id) => !vues.has(id)).length;
  const visees = (cle: string): string[] => (selection.size > 0 ? cles.filter((c) => selection.has(c)) : [cle]);

  // What Ctrl Z takes back: the last alerts marked here.
  const dernieres = useRef<readonly string[]>([]);
  /** As seen; `annule`: to be seen again. */
  const marquer = async (ids: readonly string[], annule = false): Promise<void> => {
    const neuves = ids.flatMap((id) => (vues.has(id) === annule ? (etat.alertes.get(id) ?? []) : []));
    if (neuves.length === 0) return;
    try {
      await poste.enregistrer(neuves.map((a) => composerAcquittement(a, signer(poste), annule)));
    } catch {
      setErreur('Ce poste n’a pas pu garder ce geste (disque plein ?). Libérez de la place et recommencez.');
      return;
    }
    setErreur(undefined);
    setSelection(new Set());
    const enLigne = poste.sync.lire().liaison === 'EN_LIGNE';
    notifications.show({
      color: enLigne ? 'green' : 'yellow',
      title: `${annule ? 'Remis à voir' : 'Marqué comme vu'}${enLigne ? '' : ' sur ce poste, en attente d’envoi'}`,
      message: annule
        ? `${pluriel(neuves.length, 'alerte')} de nouveau à voir, pour toute l’antenne.`
        : `${pluriel(neuves.length, 'alerte vue', 'alertes vues')}, pour toute l’antenne. Ctrl Z l’annule.`,
    });
    dernieres.current = annule ? [] : neuves.map((a) => a._id);
  };
  const basculer = (cle: string): void =>
    setSelection((avant) => {
      const suite = new Set(avant);
      if (!suite.delete(cle)) suite.add(cle);
      return suite;
    });

  useCtrlZ(() => void marquer(dernieres.current, true));
  const liste = useListe(cles, choisie, choisir, {
    entree: (cle) => {
      void marquer(visees(cle), filtre === 'vues');
    },
    fermer: () => setSelection(new Set()),
    lettres: {
      ' ': basculer,
      o: (cle) => {
        const a = etat.alertes.get(cle);
        if (a) routeur.push(direAlerte(a, etat, maintenant).lien);
      },
    },
  });
  /** Maj ↑ ↓ stretches the choice, Ctrl A takes all; the rest is the list's. */
  const surTouche = (ev: KeyboardEvent<HTMLElement>, cle: string, suite: (ev: KeyboardEvent<HTMLElement>) => void) => {
    if (ev.target === ev.currentTarget && ev.ctrlKey && ev.key.toLowerCase() === 'a') {
      ev.preventDefault();
      setSelection(new Set(cles));
      return;
    }
    if (ev.target === ev.currentTarget && ev.shiftKey && (ev.key === 'ArrowDown' || ev.key === 'ArrowUp')) {
      const voisine = cles[cles.indexOf(cle) + (ev.key === 'ArrowDown' ? 1 : -1)];
      setSelection((avant) => new Set([...avant, cle, ...(voisine ? [voisine] : [])]));
    }
    suite(ev);
  };

  return (
    <section className="ecran__liste" aria-labelledby="titre">
      <div className="ecran__tete">
        <Title order={1} id="titre">
          Alertes
        </Title>
        <SegmentedControl
          size="xs"
          aria-label="Filtre"
          value={filtre}
          data={[
            { value: 'a-voir', label: `À voir ${aVoir > 0 ? aVoir.toLocaleString('fr-FR') : ''}`.trim() },
            { value: 'vues', label: 'Vues' },
          ]}
          onChange={(v) => {
            setFiltre(v === 'vues' ? 'vues' : 'a-voir');
            setSelection(new Set());
          }}
        />
        {selection.size > 0 ? (
          <Button
            size="xs"
            onClick={() =>
              void marquer(
                cles.filter((c) => selection.has(c)),
                filtre === 'vues',
              )
            }
          >
            {filtre === 'vues'
              ? `Remettre ${pluriel(selection.size, 'alerte')} à voir`
              : `Marquer ${pluriel(selection.size, 'alerte')} comme ${selection.size > 1 ? 'vues' : 'vue'}`}
          </Button>
        ) : null}
      </div>
      <div aria-live="assertive">{erreur ? <p className="alertes__erreur">{erreur}</p> : null}</div>
      <p className="invisible" role="status">
        {pluriel(aVoir, 'alerte')} à voir
      </p>
      {groupes.length === 0 ? (
        <Vide filtre={filtre} pret={etat.pret} />
      ) : (
        <div className="defile">
          {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its lines are chosen by ↑ ↓ */}
          <table className="liste alertes" role="grid" aria-multiselectable="true" data-testid="alertes">
            <caption className="invisible">Alertes par genre, les plus urgentes d’abord</caption>
            <thead>
              <tr>
                <th scope="col">Alerte</th>
                <th scope="col">{filtre === 'vues' ? 'Vue' : 'Depuis'}</th>
                <th scope="col">
                  <span className="invisible">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody ref={liste.corps}>
              {groupes.map((g) => [
                <tr
                  key={g.genre}
                  className={`alertes__genre${g.genre === 'DEPART_EN_RETARD' ? ' alertes__genre--urgent' : ''}`}
                >
                  <th scope="rowgroup" colSpan={3}>
                    {g.genre === 'DEPART_EN_RETARD' ? <Icone nom="alarme" taille={14} /> : null}{' '}
                    {GENRES_ALERTE[g.genre].libelle}
                    <span className="alertes__compte">{(g.alertes.length + g.caches).toLocaleString('fr-FR')}</span>
                  </th>
                </tr>,
                ...g.alertes.map((a) => {
                  const { phrase, lien, ou } = direAlerte(a, etat, maintenant);
                  const vue = vues.get(a._id);
                  const { onKeyDown, ...ligne } = liste.ligne(a._id);
                  return (
                    <tr
                      key={a._id}
                      className="ligne"
                      {...ligne}
                      aria-selected={selection.has(a._id)}
                      onKeyDown={(ev) => surTouche(ev, a._id, onKeyDown)}
                      onClick={() => liste.focaliser(a._id)}
                    >
                      <td className="liste__texte">
                        {selection.has(a._id) ? <Icone nom="coche" taille={14} /> : null} {phrase}
                      </td>
                      <td className="alertes__quand">
                        {vue ? (
                          <>
                            par {nomAuteur(etat, vue.auteur)},{' '}
                            {dateBreve(dateParis(vue.instant), dateParis(maintenant))} {heure(vue.instant)}
                            {nonRecus.has(vue._id) ? (
                              <span className="statut statut--attente">
                                <Icone nom="envoi" taille={14} />
                                En attente d’envoi
                              </span>
                            ) : null}
                          </>
                        ) : (
                          dateBreve(a.depuis, dateParis(maintenant))
                        )}
                      </td>
                      <td className="action">
                        <Link href={lien} tabIndex={-1}>
                          {ou}
                        </Link>
                        <Button
                          size="compact-xs"
                          variant="default"
                          tabIndex={-1}
                          onClick={(ev) => {
                            ev.stopPropagation();
                            void marquer([a._id], vue !== undefined);
                          }}
                        >
                          {vue ? 'Remettre à voir' : 'Vue'}
                        </Button>
                      </td>
                    </tr>
                  );
                }),
                g.caches > 0 ? (
                  <tr key={`${g.genre} suite`}>
                    <td colSpan={3}>
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        onClick={() => setEntiers((avant) => new Set([...avant, g.genre]))}
                      >
                        Montrer les {g.caches.toLocaleString('fr-FR')} autres
                      </Button>
                    </td>
                  </tr>
                ) : null,
              ])}
            </tbody>
          </table>
        </div>
      )}
      <p className="raccourcis">
        <kbd>↑</kbd> <kbd>↓</kbd> changer de ligne · <kbd>Entrée</kbd>{' '}
        {filtre === 'vues' ? 'remettre à voir' : 'marquer comme vue'} · <kbd>Ctrl Z</kbd> annuler · <kbd>Espace</kbd>{' '}
        <kbd>Maj ↓</kbd> <kbd>Ctrl A</kbd> en choisir plusieurs · <kbd>O</kbd> ouvrir
      </p>
    </section>
  );
};
