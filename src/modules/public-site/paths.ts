export function aboutPath(): string {
  return '/about';
}
