// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "./support/Test.sol";
import {Vm} from "./support/Vm.sol";

/// @notice What the tests run is what the package ships.
contract ArtifactsTest is Test {
    function test_Consensus_isTheTestedCode() public view {
        assertShipped("Consensus");
    }

    function test_ModelRegistry_isTheTestedCode() public view {
        assertShipped("ModelRegistry");
    }

    function assertShipped(string memory name) private view {
        // Coverage compiles without optimizer.
        if (vm.isContext(Vm.ForgeContext.Coverage)) return;
        string memory artifact = vm.readFile(string.concat("artifacts/", name, ".json"));
        bytes memory tested = vm.getCode(string.concat(name, ".sol:", name));
        assertEq(keccak256(vm.parseJsonBytes(artifact, ".bytecode")), keccak256(tested), "stale: npm run build");
    }
}
