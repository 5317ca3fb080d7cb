'use client';

import { Button, SegmentedControl, Text, Title } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { nombreEntier, pluriel } from '#shared/mots/nombres';
import { poste as nomDuPoste } from '../../_donnees/base/stockage';
import { enAttente } from '../../_donnees/depot/etat-depot';
import { useDepot, useMaintenant, usePoste } from '../../_donnees/lecture/hooks';
import { useListe } from '../../_ui/liste/liste';
import { BoutonTouches } from '../../_ui/touches/bouton-touches';
import { useFiltre } from './adresse';
import { type Filtre, lignesDuFiltre } from './groupes';
import { useMarquer } from './marquer';
import { direAlerte } from './phrases';
import { direCompte } from './phrases-lignes';
import { direRangee, RangeeAlerte } from './rangee-alerte';
import { estSeule, type Rangee, rangeesDe } from './rangees';
import { vuesDe } from './vues';
import '../../_ui/styles/numeros.css';
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

/** When each part asks for a gesture. */
const PARTIES = { JOUR: 'Pour aujourd’hui', MOIS: 'À prévoir' } as const;

/** Each with one of the two, and back. */
const basculer = (cles: ReadonlySet<string>, cle: string): Set<string> => {
  const suite = new Set(cles);
  if (!suite.delete(cle)) suite.add(cle);
  return suite;
};

/** [AL-1 to AL-5] What asks for a gesture, one line each; Entrée opens it, V says that it is seen, for everyone. */
export const Alertes = () => {
  const etat = useDepot();
  const poste = usePoste();
  const maintenant = useMaintenant();
  const routeur = useRouter();
  const [filtre, filtrer] = useFiltre();
  const [ouvertes, setOuvertes] = useState<ReadonlySet<string>>(new Set());
  const [choisie, choisir] = useState<string>();
  const [cochees, setCochees] = useState<ReadonlySet<string>>(new Set());

  const vues = useMemo(() => vuesDe(etat), [etat]);
  const nonRecus = useMemo(() => new Set(enAttente(etat, nomDuPoste()).map((s) => s._id)), [etat]);
  const lignes = useMemo(
    () => lignesDuFiltre(etat.alertes.values(), vues, filtre, maintenant),
    [etat.alertes, vues, filtre, maintenant],
  );
  const rangees = useMemo(() => rangeesDe(lignes, ouvertes), [lignes, ouvertes]);
  const cles = useMemo(() => rangees.map((r) => r.cle), [rangees]);
  // Going back to the other filter leaves what was chosen in this one.
  const selection = useMemo(() => new Set(cles.filter((c) => cochees.has(c))), [cles, cochees]);
  const aVoir = useMemo(
    () => (filtre === 'a-voir' ? lignes : lignesDuFiltre(etat.alertes.values(), vues, 'a-voir', maintenant)),
    [lignes, etat.alertes, vues, filtre, maintenant],
  );

  /** The facts of these lines: one that is chosen with its line is counted once. */
  const faits = (des: ReadonlySet<string>): string[] => [
    ...new Set(rangees.flatMap((r) => (des.has(r.cle) ? r.alertes.map((a) => a._id) : []))),
  ];
  const choisis = faits(selection);
  const { marquer, erreur } = useMarquer(() => setCochees(new Set()));
  const voir = (des: ReadonlySet<string>): void => void marquer(faits(des), filtre === 'vues');
  const dire = (r: Rangee) =>
    direRangee(r, etat, maintenant, ({ alertes: [a] }) => direAlerte(a, etat, maintenant, poste.session));

  const ouvrir = (r: Rangee | undefined): void => {
    if (!r) return;
    liste.focaliser(r.cle);
    if (r.quoi === 'LIGNE' && !estSeule(r.ligne)) setOuvertes((avant) => basculer(avant, r.cle));
    else {
      const { lien } = dire(r);
      if (lien !== undefined) routeur.push(lien);
    }
  };
  const liste = useListe(cles, choisie, choisir, {
    entree: (cle) => ouvrir(rangees.find((r) => r.cle === cle)),
    fermer: () => setCochees(new Set()),
    lettres: {
      ' ': (cle) => setCochees((avant) => basculer(avant, cle)),
      v: (cle) => voir(selection.size > 0 ? selection : new Set([cle])),
    },
  });
  /** Maj ↑ ↓ stretches the choice, Ctrl A takes all; the rest is the list's. */
  const surTouche = (ev: KeyboardEvent<HTMLElement>, cle: string, suite: (ev: KeyboardEvent<HTMLElement>) => void) => {
    if (ev.target === ev.currentTarget && ev.ctrlKey && ev.key.toLowerCase() === 'a') {
      ev.preventDefault();
      setCochees(new Set(cles));
      return;
    }
    if (ev.target === ev.currentTarget && ev.shiftKey && (ev.key === 'ArrowDown' || ev.key === 'ArrowUp')) {
      const voisine = cles[cles.indexOf(cle) + (ev.key === 'ArrowDown' ? 1 : -1)];
      setCochees((avant) => new Set([...avant, cle, ...(voisine ? [voisine] : [])]));
    }
    suite(ev);
  };
  const parties = (['JOUR', 'MOIS'] as const).flatMap((quand) => {
    const siennes = rangees.filter((r) => r.quand === quand);
    return siennes.length > 0 ? [{ quand, siennes, nombre: lignes.filter((l) => l.quand === quand).length }] : [];
  });

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
            { value: 'a-voir', label: `À voir ${aVoir.length > 0 ? nombreEntier(aVoir.length) : ''}`.trim() },
            { value: 'vues', label: 'Vues' },
          ]}
          onChange={(v) => {
            filtrer(v === 'vues' ? 'vues' : 'a-voir');
            setCochees(new Set());
          }}
        />
        {selection.size > 0 ? (
          <Button size="xs" onClick={() => voir(selection)}>
            {filtre === 'vues'
              ? `Remettre ${pluriel(choisis.length, 'alerte')} à voir`
              : `Marquer ${pluriel(choisis.length, 'alerte')} comme ${choisis.length > 1 ? 'vues' : 'vue'}`}
          </Button>
        ) : null}
      </div>
      <div aria-live="assertive">{erreur ? <p className="alertes__erreur">{erreur}</p> : null}</div>
      <p className={aVoir.length > 0 ? 'alertes__comptes discret' : 'invisible'} role="status">
        {direCompte(aVoir)}
      </p>
      {rangees.length === 0 ? (
        <Vide filtre={filtre} pret={etat.pret} />
      ) : (
        <div className="defile">
          {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its lines are chosen by ↑ ↓ */}
          <table className="liste alertes" role="grid" aria-multiselectable="true" data-testid="alertes">
            <caption className="invisible">Alertes, les plus urgentes d’abord</caption>
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
              {parties.map(({ quand, siennes, nombre }) => [
                <tr key={quand} className="alertes__genre">
                  <th scope="rowgroup" colSpan={3}>
                    {PARTIES[quand]}
                    <span className="alertes__compte">{nombreEntier(nombre)}</span>
                  </th>
                </tr>,
                ...siennes.map((r) => {
                  const { onKeyDown, ...ligne } = liste.ligne(r.cle);
                  return (
                    <RangeeAlerte
                      key={r.cle}
                      rangee={r}
                      dite={dire(r)}
                      etat={etat}
                      maintenant={maintenant}
                      vues={vues}
                      nonRecus={nonRecus}
                      cochee={selection.has(r.cle)}
                      ligne={ligne}
                      surTouche={(ev) => surTouche(ev, r.cle, onKeyDown)}
                      ouvrir={() => ouvrir(r)}
                      marquer={() => voir(new Set([r.cle]))}
                    />
                  );
                }),
              ])}
            </tbody>
          </table>
        </div>
      )}
      <p className="raccourcis">
        <kbd>↑</kbd> <kbd>↓</kbd> changer de ligne · <kbd>Entrée</kbd> ouvrir · <kbd>V</kbd>{' '}
        {filtre === 'vues' ? 'remettre à voir' : 'dire vue'}
        <BoutonTouches ecran="alertes" />
      </p>
    </section>
  );
};
