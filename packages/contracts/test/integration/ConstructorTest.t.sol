// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

contract ConstructorTest is BaseTest {
    function setUp() public override {
        p = defaultParameters();
    }

    function test_constructor_keepsItsParameters() public {
        assertEq(abi.encode(deploy(p).parameters()), abi.encode(p), "parameters");
    }

    function test_constructor_startsEmpty() public {
        consensus = deploy(p);
        assertEq(consensus.seatCount(), 0, "slots");
        assertEq(consensus.activeSeats(), 0, "active");
        assertEq(consensus.owedTreasury() + consensus.owedSink(), 0, "owed");
    }

    function test_constructor_acceptsTheExtremes() public {
        p.bond = type(uint96).max;
        p.slashBps = 10_000;
        p.protocolFeeBps = 1_000;
        p.minimumFeePerSeat = type(uint96).max;
        p.maximumSeats = type(uint16).max;
        (p.commitWindow, p.revealWindow, p.proofWindow) = (type(uint32).max / 2 - 3, 1, 1);
        (p.exclusiveWindow, p.appealWindow) = (p.commitWindow, 3);
        p.unbondingPeriod = type(uint32).max;
        (p.activationDelay, p.exitNotice) = (type(uint32).max, type(uint32).max);
        assertEq(abi.encode(deploy(p).parameters()), abi.encode(p), "largest");
        (p.bond, p.minimumFeePerSeat, p.protocolFeeBps, p.maximumSeats) = (1, 1, 0, 3);
        (p.commitWindow, p.revealWindow, p.proofWindow, p.unbondingPeriod) = (1, 1, 1, 7);
        (p.exclusiveWindow, p.appealWindow) = (0, 1);
        (p.activationDelay, p.exitNotice) = (1, 1);
        assertEq(abi.encode(deploy(p).parameters()), abi.encode(p), "smallest");
    }

    function test_constructor_revertsWithoutBond() public {
        p.bond = 0;
        revertsFor("bond");
    }

    function test_constructor_revertsWhenASlashIsMoreThanTheBond(uint16 slashBps) public {
        p.slashBps = uint16(bound(slashBps, 10_001, type(uint16).max));
        revertsFor("slashBps");
    }

    function test_constructor_revertsWhenLiesAreFree() public {
        p.slashBps = 0;
        revertsFor("slashBps");
    }

    function test_constructor_revertsWhenASlashRoundsToNothing(uint256 bond, uint256 slashBps) public {
        p.slashBps = uint16(bound(slashBps, 1, 9_999));
        p.bond = uint96(bound(bond, 1, 9_999 / p.slashBps));
        revertsFor("slashBps");
    }

    function test_constructor_revertsWithoutMinimumFee() public {
        p.minimumFeePerSeat = 0;
        revertsFor("minimumFeePerSeat");
    }

    function test_constructor_revertsWhenNoFeeWouldFit(uint96 minimumFee) public {
        p.minimumFeePerSeat = uint96(bound(minimumFee, hardSlash() + 1, type(uint96).max));
        revertsFor("minimumFeePerSeat");
    }

    function test_constructor_revertsAboveATenthForTheProtocol(uint16 protocolFeeBps) public {
        p.protocolFeeBps = uint16(bound(protocolFeeBps, 1_001, type(uint16).max));
        revertsFor("protocolFeeBps");
    }

    function test_constructor_revertsWithoutRoomForACommittee(uint256 maximumSeats) public {
        p.maximumSeats = uint16(bound(maximumSeats, 0, 2));
        revertsFor("maximumSeats");
    }

    function test_constructor_revertsWithoutActivationDelay() public {
        p.activationDelay = 0;
        revertsFor("activationDelay");
    }

    function test_constructor_revertsWithoutExitNotice() public {
        p.exitNotice = 0;
        revertsFor("exitNotice");
    }

    function test_constructor_revertsWithoutCommitWindow() public {
        p.commitWindow = 0;
        revertsFor("commitWindow");
    }

    function test_constructor_revertsWithoutRevealWindow() public {
        p.revealWindow = 0;
        revertsFor("revealWindow");
    }

    function test_constructor_revertsWithoutProofWindow() public {
        p.proofWindow = 0;
        revertsFor("proofWindow");
    }

    function test_constructor_revertsWithoutAppealWindow() public {
        p.appealWindow = 0;
        revertsFor("appealWindow");
    }

    function test_constructor_revertsWhenTheExclusiveWindowOutlastsTheCommitWindow(uint256 longer) public {
        p.exclusiveWindow = uint32(bound(longer, uint256(p.commitWindow) + 1, type(uint32).max));
        revertsFor("exclusiveWindow");
    }

    function test_constructor_revertsWhenTheAssetHasNoCode() public {
        p.asset = STRANGER;
        revertsFor("asset");
    }

    /// @dev Neither before a task and its appeal are dead, nor before the appeal's consequences can be drawn.
    function test_constructor_revertsWhenStakeLeavesTooEarly(uint32 a, uint32 b, uint32 c, uint32 d, uint256 short)
        public
    {
        p.exclusiveWindow = 0;
        p.appealWindow = uint32(bound(d, 1, type(uint32).max));
        p.commitWindow = uint32(bound(a, 1, type(uint32).max));
        p.revealWindow = uint32(bound(b, 1, type(uint32).max));
        p.proofWindow = uint32(bound(c, 1, type(uint32).max));
        uint256 life = uint256(p.commitWindow) + p.revealWindow + p.proofWindow;
        uint256 needed = 2 * life + p.appealWindow;
        uint256 longest = needed - 1 < type(uint32).max ? needed - 1 : type(uint32).max;
        p.unbondingPeriod = uint32(bound(short, 0, longest));
        revertsFor("unbondingPeriod");
    }

    function test_constructor_revertsWithoutTreasury() public {
        p.treasury = address(0);
        revertsFor("treasury");
    }

    function test_constructor_revertsWithoutSink() public {
        p.sink = address(0);
        revertsFor("sink");
    }

    function test_constructor_revertsWhenItIsItsOwnTreasury() public {
        p.treasury = nextDeployment();
        revertsFor("treasury");
    }

    function test_constructor_revertsWhenItIsItsOwnSink() public {
        p.sink = nextDeployment();
        revertsFor("sink");
    }

    /// @dev Deployed by this contract itself, so that the address is known. An expectation that is not met makes the
    /// creation fail, which nobody notices here unless it is asked; one that is met makes it seem to succeed.
    function revertsFor(bytes32 name) private {
        bytes memory code = abi.encodePacked(vm.getCode(artifact("Consensus")), abi.encode(p));
        expectError(abi.encodeWithSelector(IConsensus.InvalidParameter.selector, name));
        address created;
        assembly {
            created := create(0, add(code, 0x20), mload(code))
        }
        assertTrue(created != address(0), "another error, or none");
    }

    /// @dev The address that a contract's first creation gets (EIP-161: nonces start at 1), RLP of (this, 1).
    function nextDeployment() private view returns (address) {
        return address(uint160(uint256(keccak256(abi.encodePacked(hex"d694", address(this), hex"01")))));
    }
}
