// What an expression can still be when only some of its contexts are known: the question "can this job run in a pull request?" has three answers.
import { data, Evaluator, type Expr } from '@actions/expressions';
import {
  Binary,
  type ContextAccess,
  type ExprVisitor,
  FunctionCall,
  type Grouping,
  type IndexAccess,
  Literal,
  type Logical,
  type Unary,
} from '@actions/expressions/ast';
import { truthy } from '@actions/expressions/result';
import { type Contexts, parseExpression, statusFunctions, toData } from './expressions.ts';

/** undefined: nobody knows yet. */
type Known = data.ExpressionData | undefined;

/** Whether a condition may come out true; contexts and properties that are not given may be anything. */
export function mayBeTrue(condition: string, known: Contexts): boolean {
  const value = parseExpression(condition).accept(new Partial(known));
  return value === undefined || truthy(value);
}

/** The value of a text if everything in it is known. */
export function knownValue(text: string, known: Contexts): unknown {
  const whole = /^\$\{\{((?:(?!\}\})[\s\S])*)\}\}$/.exec(text.trim());
  if (!whole) return text.includes('${{') ? undefined : text;
  const value = parseExpression(whole[1] ?? '').accept(new Partial(known));
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value, data.replacer));
}

class Partial implements ExprVisitor<Known> {
  readonly known: Contexts;

  constructor(known: Contexts) {
    this.known = known;
  }

  visitLiteral({ literal }: Literal): Known {
    return literal;
  }

  visitGrouping({ group }: Grouping): Known {
    return group.accept(this);
  }

  visitContextAccess({ name }: ContextAccess): Known {
    const value = this.known[name.lexeme];
    return value === undefined ? undefined : toData(value);
  }

  visitIndexAccess({ expr, index }: IndexAccess): Known {
    const [object, key] = [expr.accept(this), index.accept(this)];
    return object?.kind === data.Kind.Dictionary && key?.primitive ? (object as data.Dictionary).get(key.coerceString()) : undefined;
  }

  visitUnary({ expr }: Unary): Known {
    const value = expr.accept(this);
    return value && new data.BooleanData(!truthy(value));
  }

  visitBinary({ left, operator, right }: Binary): Known {
    const [one, other] = [left.accept(this), right.accept(this)];
    return one && other && exactly(new Binary(new Literal(one, operator), operator, new Literal(other, operator)));
  }

  /** One side decides where it can; what is unknown before it does not matter then. */
  visitLogical({ operator, args }: Logical): Known {
    const values = args.map((argument) => argument.accept(this));
    const decides = (value: Known): boolean => value !== undefined && truthy(value) === (operator.lexeme === '||');
    const deciding = values.find(decides);
    if (deciding) return deciding;
    return values.includes(undefined) ? undefined : values.at(-1);
  }

  visitFunctionCall({ functionName, args }: FunctionCall): Known {
    const name = functionName.lexeme.toLowerCase();
    if (name === 'always') return new data.BooleanData(true);
    if (name === 'hashfiles' || statusFunctions.some((status) => status === name)) return undefined;
    const values = args.map((argument) => argument.accept(this));
    if (values.includes(undefined)) return undefined;
    return exactly(
      new FunctionCall(
        functionName,
        values.flatMap((value) => (value ? [new Literal(value, functionName)] : [])),
      ),
    );
  }
}

function exactly(expression: Expr): data.ExpressionData {
  return new Evaluator(expression, new data.Dictionary()).evaluate();
}
