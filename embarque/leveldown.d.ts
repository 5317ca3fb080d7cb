declare module 'leveldown' {
  type Retour<T> = (erreur: Error | null | undefined, valeur: T) => void;
  type Iterateur = {
    next(retour: (erreur: Error | null | undefined, cle?: string, valeur?: string) => void): void;
    end(retour: (erreur?: Error | null) => void): void;
  };
  export type Leveldown = {
    open(options: { createIfMissing?: boolean }, retour: (erreur?: Error | null) => void): void;
    close(retour: (erreur?: Error | null) => void): void;
    _batch(operations: unknown[], options: { sync?: boolean }, retour: (erreur?: Error | null) => void): void;
    _get(cle: string, options: object, retour: Retour<string>): void;
    put(cle: string, valeur: string, retour: (erreur?: Error | null) => void): void;
    compactRange(debut: string, fin: string, retour: (erreur?: Error | null) => void): void;
    getMany(cles: string[], options: { asBuffer: false }, retour: Retour<(string | undefined)[]>): void;
    iterator(options: {
      gte?: string;
      gt?: string;
      lt?: string;
      reverse?: boolean;
      keyAsBuffer: false;
      valueAsBuffer: false;
      highWaterMark?: number;
    }): Iterateur;
  };
  const leveldown: {
    (chemin: string): Leveldown;
    destroy(chemin: string, retour: (erreur?: Error | null) => void): void;
  };
  export default leveldown;
}
