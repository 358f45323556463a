using System.Reflection;
using System.Reflection.Emit;

namespace PaymentPortal.Tests.Architecture;

/// <summary>Reads off a compiled type which types it uses: in its signatures, attributes and generic arguments, and in the instructions of its methods.</summary>
internal static class UsageReader
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    public static IEnumerable<string> NamesUsedBy(Type type) => UsedBy(type).SelectMany(Parts).Select(Names.Of).Distinct();

    private static IEnumerable<Type> UsedBy(Type type)
    {
        IEnumerable<Type> used = [.. type.GetInterfaces(), .. Attributes(type), .. Constraints(type)];
        if (type.BaseType is { } parent)
            used = used.Append(parent);
        foreach (var field in type.GetFields(Declared))
            used = used.Append(field.FieldType).Concat(Attributes(field));
        foreach (var property in type.GetProperties(Declared))
            used = used.Append(property.PropertyType).Concat(Attributes(property));
        foreach (var happening in type.GetEvents(Declared))
            used = used.Append(happening.EventHandlerType!).Concat(Attributes(happening));
        foreach (var method in type.GetMembers(Declared).OfType<MethodBase>())
            used = used.Concat(Signature(method)).Concat(Attributes(method)).Concat(method.GetParameters().SelectMany(Attributes)).Concat(Body(method));
        return used;
    }

    private static IEnumerable<Type> Signature(MethodBase method) =>
    [
        .. method.GetParameters().Select(parameter => parameter.ParameterType),
        .. method is MethodInfo { ReturnType: var returned } ? [returned] : Type.EmptyTypes,
        .. method.IsGenericMethod ? method.GetGenericArguments() : [],
        .. method.IsGenericMethodDefinition ? method.GetGenericArguments().SelectMany(argument => argument.GetGenericParameterConstraints()) : [],
    ];

    private static IEnumerable<Type> Constraints(Type type) =>
        type.IsGenericTypeDefinition ? type.GetGenericArguments().SelectMany(argument => argument.GetGenericParameterConstraints()) : [];

    private static IEnumerable<Type> Attributes(MemberInfo member) => member.GetCustomAttributesData().SelectMany(Attribute);

    private static IEnumerable<Type> Attributes(ParameterInfo parameter) => parameter.GetCustomAttributesData().SelectMany(Attribute);

    private static IEnumerable<Type> Attribute(CustomAttributeData attribute) =>
    [
        attribute.AttributeType,
        .. attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(argument => argument.TypedValue)).SelectMany(Argument),
    ];

    private static IEnumerable<Type> Argument(CustomAttributeTypedArgument argument) => argument.Value switch
    {
        Type type => [type],
        IReadOnlyCollection<CustomAttributeTypedArgument> values => values.SelectMany(Argument),
        _ => [argument.ArgumentType],
    };

    private static IEnumerable<Type> Body(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
            return [];
        return
        [
            .. body.LocalVariables.Select(local => local.LocalType),
            .. body.ExceptionHandlingClauses.Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause).Select(clause => clause.CatchType!),
            .. Members(method, body.GetILAsByteArray()!).SelectMany(Named),
        ];
    }

    private static IEnumerable<Type> Named(MemberInfo member) => member switch
    {
        Type type => [type],
        FieldInfo field => [field.DeclaringType!, field.FieldType],
        MethodBase called => [called.DeclaringType!, .. Signature(called)],
        _ => [],
    };

    private static IEnumerable<MemberInfo> Members(MethodBase method, byte[] code)
    {
        var typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            var opCode = OpCodesByValue[code[at] == 0xFE ? (short)(0xFE00 | code[at + 1]) : code[at]];
            at += opCode.Size;
            if (opCode.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
                yield return method.Module.ResolveMember(BitConverter.ToInt32(code, at), typeArguments, methodArguments)!;
            at += opCode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    /// <summary>A type taken apart: the definition of a generic type and its arguments, an array's element, a function pointer's signature.</summary>
    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType)
            return Parts(type.GetElementType()!);
        if (type.IsGenericParameter)
            return [];
        if (type.IsFunctionPointer)
            return type.GetFunctionPointerParameterTypes().Append(type.GetFunctionPointerReturnType()).SelectMany(Parts);
        return type.GetGenericArguments().SelectMany(Parts).Prepend(type);
    }
}
