using System.Management.Automation;
using System.Text;

namespace EflowNetDiag.PowerShellHost;

/// <summary>Lets a parameter of type Encoding take a name or a code page.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EncodingTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            string name => TextEncodings.FromName(name),
            int codePage => Encoding.GetEncoding(codePage),
            _ => inputData,
        };
    }
}
